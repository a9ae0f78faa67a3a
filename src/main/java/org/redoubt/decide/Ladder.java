package org.redoubt.decide;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.redoubt.detect.HashKey;
import org.redoubt.net.Prefix;

/**
 * Each relapse climbs one rung, and each rung is a longer ban; after a good while all is forgotten.
 * Remembers a bounded number of offenders and drops first who was longest not banned.
 */
final class Ladder {
  private static final int MOST = 100_000;
  private static final double JITTER = 0.1;

  private final DecideSettings settings;
  private final HashKey key;
  private final Map<Prefix, Rung> rungs =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Prefix, Rung> eldest) {
          return size() > MOST;
        }
      };

  private record Rung(int number, long endMillis) {}

  Ladder(DecideSettings settings, HashKey key) {
    this.settings = settings;
    this.key = key;
  }

  /** How many remembered bans came before. */
  int rung(Prefix scope, long atMillis) {
    Rung last = rungs.get(scope);
    if (last == null || atMillis - last.endMillis() >= settings.memory().toMillis()) {
      return 0;
    }
    return last.number() + 1;
  }

  /** How long the ban on this rung lasts: never just what an attacker would calculate. */
  long lengthMillis(Prefix scope, int rung, Duration first) {
    double grown = (double) first.toMillis() * Math.pow(settings.growth(), rung);
    double most = Math.min(grown, (double) settings.longestBan().toMillis());
    long place = scope.base().hi() ^ Long.rotateLeft(scope.base().lo(), 17);
    double unit = (key.of(place, rung) >>> 11) * 0x1p-53;
    return (long) (most * (1 + JITTER * (2 * unit - 1)));
  }

  void climbed(Prefix scope, int rung, long endMillis) {
    rungs.put(scope, new Rung(rung, endMillis));
  }

  void forget(Prefix scope) {
    rungs.remove(scope);
  }
}
