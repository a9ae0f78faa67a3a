package org.redoubt.detect;

import java.util.List;

/**
 * Is the whole site under attack by many who each do little? Watches, at three time scales, how
 * many different networks fail at accounts that are not at home there. The hour and the day find
 * what stays below the noise of five minutes.
 */
final class SiteState {
  private static final double MOST_ODDS = 4;
  private static final double STORM_ODDS = 3;
  private static final double ACQUAINTED_MILLIS = 3.0 * Days.MILLIS;
  private static final long FIRST_LEAST_MILLIS = 4 * 3_600_000;
  private static final long LONGEST_LEAST_MILLIS = 3 * Days.MILLIS;
  private static final long REMEMBERED_MILLIS = 3 * Days.MILLIS;
  private static final int GROWTH = 4;

  private final Scale hour = new Scale(3_600_000, 1, 3);
  private final List<Scale> scales =
      List.of(new Scale(300_000, 0.3, 12), hour, new Scale(Days.MILLIS, 10, 1));
  private final boolean deafens;
  private boolean alarmed;
  private long leastMillis = FIRST_LEAST_MILLIS;
  private long raisedMillis;
  private long overMillis = -REMEMBERED_MILLIS;
  private double odds;
  private boolean stale = true;

  /** What changed. */
  enum Change {
    NONE,
    RAISED,
    OVER
  }

  /**
   * Nothing known.
   *
   * @param deafens whether an alarm keeps strangers out before they leave a trace, so that silence
   *     does not mean that it is over: it then lasts for a while, and longer when it comes back
   */
  SiteState(boolean deafens) {
    this.deafens = deafens;
  }

  boolean alarmed() {
    return alarmed;
  }

  /** Log-odds that one stranger's failure is an attacker's, as far as the alarm raises them. */
  double odds() {
    if (alarmed && stale) {
      odds = Math.clamp(Math.log(hour.excess()), 0, MOST_ODDS);
      stale = false;
    }
    return alarmed ? odds : 0;
  }

  /**
   * Whether so many more strangers fail than usual that hardly one of them is honest. Not in the
   * first days, when people move in and everybody is a stranger.
   */
  boolean isStorm() {
    return isAcquainted() && odds() >= STORM_ODDS;
  }

  /** Whether it is known who the people are, and not everybody a stranger as on the first days. */
  boolean isAcquainted() {
    return hour.learnedMillis() >= ACQUAINTED_MILLIS;
  }

  Change advance(long nowMillis) {
    boolean turned = false;
    for (Scale scale : scales) {
      turned |= scale.advance(nowMillis);
    }
    stale |= turned;
    return turned ? judge(nowMillis) : Change.NONE;
  }

  Change failed(long network, long nowMillis) {
    boolean more = false;
    for (Scale scale : scales) {
      more |= scale.failed(network);
    }
    stale |= more;
    return more ? judge(nowMillis) : Change.NONE;
  }

  void arrived(long network) {
    stale = true;
    for (Scale scale : scales) {
      scale.arrived(network);
    }
  }

  private Change judge(long nowMillis) {
    boolean was = alarmed;
    alarmed = isAnyAlarmed() || was && deafens && nowMillis - raisedMillis < leastMillis;
    if (was == alarmed) {
      return Change.NONE;
    }
    if (alarmed) {
      boolean back = nowMillis - overMillis < REMEMBERED_MILLIS;
      leastMillis =
          back ? Math.min(GROWTH * leastMillis, LONGEST_LEAST_MILLIS) : FIRST_LEAST_MILLIS;
      raisedMillis = nowMillis;
      return Change.RAISED;
    }
    overMillis = nowMillis;
    return Change.OVER;
  }

  private boolean isAnyAlarmed() {
    boolean any = false;
    for (Scale scale : scales) {
      any |= scale.alarmed();
    }
    return any;
  }

  void afterLoad() {
    alarmed = isAnyAlarmed();
    stale = true;
  }

  /** The first scale that is alarmed, or the shortest. */
  Scale loudest() {
    return scales.stream().filter(Scale::alarmed).findFirst().orElse(scales.getFirst());
  }

  List<Scale> scales() {
    return scales;
  }
}
