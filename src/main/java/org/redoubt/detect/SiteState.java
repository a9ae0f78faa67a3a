package org.redoubt.detect;

import java.util.List;

/**
 * Is the whole site under attack by many who each do little? Watches, at three time scales, how
 * many different networks fail at accounts that are not at home there. The hour and the day find
 * what stays below the noise of five minutes.
 */
final class SiteState {
  private static final double MOST_ODDS = 4;

  private final Scale hour = new Scale(3_600_000, 1, 3);
  private final List<Scale> scales =
      List.of(new Scale(300_000, 0.3, 12), hour, new Scale(Days.MILLIS, 10, 1));
  private boolean alarmed;
  private double odds;
  private boolean stale = true;

  /** What changed. */
  enum Change {
    NONE,
    RAISED,
    OVER
  }

  boolean alarmed() {
    return alarmed;
  }

  /** Log-odds that one stranger's failure is an attacker's, as far as the alarm raises them. */
  double odds() {
    if (alarmed && stale) {
      odds = Math.clamp(Math.log(hour.recent() / hour.usual()), 0, MOST_ODDS);
      stale = false;
    }
    return alarmed ? odds : 0;
  }

  Change advance(long nowMillis) {
    boolean turned = false;
    for (Scale scale : scales) {
      turned |= scale.advance(nowMillis);
    }
    stale |= turned;
    return turned ? judge() : Change.NONE;
  }

  Change failed(long network) {
    boolean more = false;
    for (Scale scale : scales) {
      more |= scale.failed(network);
    }
    stale |= more;
    return more ? judge() : Change.NONE;
  }

  void arrived(long network) {
    stale = true;
    for (Scale scale : scales) {
      scale.arrived(network);
    }
  }

  private Change judge() {
    boolean was = alarmed;
    alarmed = false;
    for (Scale scale : scales) {
      alarmed |= scale.alarmed();
    }
    return was == alarmed ? Change.NONE : alarmed ? Change.RAISED : Change.OVER;
  }

  void afterLoad() {
    judge();
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
