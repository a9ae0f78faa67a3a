package org.redoubt.enforce;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.redoubt.net.Prefix;

/**
 * The difference between the bans in the kernel and the wanted ones, and the changes that end it:
 * to bans that the kernel holds, and those that it lacks.
 *
 * <p>The kernel tells times in whole seconds and counts them on its own clock while it is being
 * read, so ends that differ by less than {@link #SLACK_MILLIS} are equal.
 */
record Comparison(Mending found, List<Change> corrections, List<Change> missing) {
  private static final long SLACK_MILLIS = 4_000;

  /**
   * @param held what the kernel held, read a moment ago
   * @param unsettled prefixes that changed while the kernel was being read
   */
  static Comparison of(
      List<Change.Ban> held, Wanted wanted, Set<Prefix> unsettled, long nowMillis) {
    List<Change> corrections = new ArrayList<>();
    int foreign = 0;
    int wrongEnd = 0;
    for (Change.Ban ban : held) {
      if (unsettled.contains(ban.prefix()) || endsSoon(ban.untilMillis(), nowMillis)) {
        continue;
      }
      long until = wanted.untilMillis(ban.prefix());
      if (until == Wanted.NOT) {
        foreign++;
        corrections.add(new Change.Lift(ban.prefix()));
      } else if (Math.abs(reckoned(until, nowMillis) - ban.untilMillis()) > SLACK_MILLIS) {
        wrongEnd++;
        corrections.add(new Change.Ban(ban.prefix(), until));
      }
    }
    List<Change> missing = missing(held, wanted, unsettled, nowMillis);
    return new Comparison(
        new Mending(false, missing.size(), foreign, wrongEnd), corrections, missing);
  }

  private static List<Change> missing(
      List<Change.Ban> held, Wanted wanted, Set<Prefix> unsettled, long nowMillis) {
    BitSet seen = new BitSet();
    held.forEach(ban -> wanted.mark(ban.prefix(), seen));
    List<Change> missing = new ArrayList<>();
    wanted.eachUnmarked(
        seen,
        ban -> {
          if (!unsettled.contains(ban.prefix()) && !endsSoon(ban.untilMillis(), nowMillis)) {
            missing.add(ban);
          }
        });
    return missing;
  }

  private static boolean endsSoon(long untilMillis, long nowMillis) {
    return untilMillis - nowMillis < SLACK_MILLIS;
  }

  private static long reckoned(long untilMillis, long nowMillis) {
    return Ruleset.isForever(untilMillis, nowMillis) ? Change.FOREVER : untilMillis;
  }
}
