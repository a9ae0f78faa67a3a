package org.redoubt.decide;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.redoubt.detect.Detector;
import org.redoubt.net.Prefix;

/**
 * In how many of the networks where people log in somebody is banned by the rule, at once. When
 * that is more than a share of them, it is rather the rule that is wrong, or somebody who plays
 * with it: then it stops and an admin decides. A few are always possible, for small sites.
 */
final class FamiliarBans {
  private static final int ALWAYS = 3;
  private static final long COUNT_AGAIN_MILLIS = 600_000;

  private final Detector detector;
  private final double share;
  private final Map<Prefix, Long> untilMillis = new HashMap<>();
  private int familiar;
  private long countedMillis = Long.MIN_VALUE;

  FamiliarBans(Detector detector, double share) {
    this.detector = detector;
    this.share = share;
  }

  /** Whether a ban there would be one too many. */
  boolean forbid(Prefix scope, long atMillis) {
    Prefix network = network(scope);
    return isFamiliar(network, atMillis) && !untilMillis.containsKey(network) && isFull(atMillis);
  }

  void add(Prefix scope, long endMillis, long atMillis) {
    Prefix network = network(scope);
    if (isFamiliar(network, atMillis)) {
      untilMillis.merge(network, endMillis, Math::max);
    }
  }

  /** Bans in the block have been lifted. */
  void lift(Prefix scope) {
    untilMillis.keySet().removeIf(network -> network.overlaps(scope));
  }

  /** Whether no more are possible at present. */
  boolean isFull(long atMillis) {
    untilMillis.values().removeIf(until -> until <= atMillis);
    return untilMillis.size() >= most(atMillis);
  }

  /** How it stands, for people. */
  String inWords(long atMillis) {
    return String.format(
        Locale.ROOT,
        "somebody is banned in %d of the %d networks where people log in, the most that [decide]"
            + " familiar-share = %s permits; ban by hand what must be, or raise it",
        untilMillis.size(),
        count(atMillis),
        share);
  }

  private int most(long atMillis) {
    return (int) Math.max(ALWAYS, share * count(atMillis));
  }

  private int count(long atMillis) {
    if (countedMillis == Long.MIN_VALUE
        || Math.abs(atMillis - countedMillis) >= COUNT_AGAIN_MILLIS) {
      familiar = detector.peopledNetworks(atMillis).size();
      countedMillis = atMillis;
    }
    return familiar;
  }

  private boolean isFamiliar(Prefix network, long atMillis) {
    return detector.people(network.base(), atMillis) > 0;
  }

  private static Prefix network(Prefix scope) {
    return scope.base().network();
  }
}
