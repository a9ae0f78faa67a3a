package org.redoubt.decide;

import java.time.Duration;
import org.redoubt.detect.HashKey;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixTable;

/**
 * Each relapse climbs one rung, and each rung is a longer ban; after a good while all is forgotten.
 * Remembers a bounded number of offenders and drops first who was longest not banned.
 */
final class Ladder {
  private static final int MOST = 100_000;
  private static final double JITTER = 0.1;

  /** When there are too many, this part of them goes at once, so that the search for them pays. */
  private static final int SHARE_TO_GO = 64;

  private static final int RUNG_BITS = 8;
  private static final int HIGHEST_RUNG = (1 << RUNG_BITS) - 1;
  private static final long LATEST_END = (1L << 46) - 1;

  /** Tells the hash of the table from what else is hashed with the key. */
  private static final long TABLE = 0x6c6164646572L;

  private final DecideSettings settings;
  private final HashKey key;

  /** The end of the latest ban above its rung: who was longest not banned has the lowest. */
  private final PrefixTable endAndRung;

  Ladder(DecideSettings settings, HashKey key) {
    this.settings = settings;
    this.key = key;
    endAndRung = new PrefixTable(key.of(TABLE, TABLE));
  }

  /** How many remembered bans came before. */
  int rung(Prefix scope, long atMillis) {
    int slot = endAndRung.find(scope);
    if (slot == PrefixTable.NONE) {
      return 0;
    }
    long last = endAndRung.value(slot);
    boolean forgotten = atMillis - (last >> RUNG_BITS) >= settings.memory().toMillis();
    return forgotten ? 0 : (int) (last & HIGHEST_RUNG) + 1;
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
    long end = Math.clamp(endMillis, 0, LATEST_END);
    endAndRung.put(scope, end << RUNG_BITS | Math.min(rung, HIGHEST_RUNG));
    if (endAndRung.size() > MOST) {
      endAndRung.removeLowest(MOST / SHARE_TO_GO);
    }
  }

  void forget(Prefix scope) {
    endAndRung.remove(scope);
  }
}
