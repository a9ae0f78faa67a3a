package org.redoubt.enforce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redoubt.net.Prefix;

/**
 * The difference between the bans in the kernel and the wanted ones, and the changes that end it.
 *
 * <p>The kernel tells times in whole seconds and counts them on its own clock while it is being
 * read, so ends that differ by less than {@link #SLACK_MILLIS} are equal.
 */
record Comparison(Mending found, List<Change> changes) {
  private static final long SLACK_MILLIS = 4_000;

  /**
   * @param held what the kernel held, read a moment ago
   * @param wantedUntil ends of the wanted bans; used up
   * @param unsettled prefixes that changed while the kernel was being read
   */
  static Comparison of(
      List<Change.Ban> held, Map<Prefix, Long> wantedUntil, Set<Prefix> unsettled, long nowMillis) {
    Map<Prefix, Long> missing = new HashMap<>(wantedUntil);
    missing.keySet().removeAll(unsettled);
    List<Change> changes = new ArrayList<>();
    int foreign = 0;
    int wrongEnd = 0;
    for (Change.Ban ban : held) {
      Long until = wantedUntil.get(ban.prefix());
      missing.remove(ban.prefix());
      if (unsettled.contains(ban.prefix()) || endsSoon(ban.untilMillis(), nowMillis)) {
        continue;
      }
      if (until == null) {
        foreign++;
        changes.add(new Change.Lift(ban.prefix()));
      } else if (Math.abs(reckoned(until, nowMillis) - ban.untilMillis()) > SLACK_MILLIS) {
        wrongEnd++;
        changes.add(new Change.Ban(ban.prefix(), until));
      }
    }
    missing.values().removeIf(until -> endsSoon(until, nowMillis));
    missing.forEach((prefix, until) -> changes.add(new Change.Ban(prefix, until)));
    return new Comparison(new Mending(false, missing.size(), foreign, wrongEnd), changes);
  }

  private static boolean endsSoon(long untilMillis, long nowMillis) {
    return untilMillis - nowMillis < SLACK_MILLIS;
  }

  private static long reckoned(long untilMillis, long nowMillis) {
    return Ruleset.isForever(untilMillis, nowMillis) ? Change.FOREVER : untilMillis;
  }
}
