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
    return alarmed ? Math.clamp(Math.log(hour.recent() / hour.usual()), 0, MOST_ODDS) : 0;
  }

  Change advance(long nowMillis) {
    for (Scale scale : scales) {
      scale.advance(nowMillis);
    }
    return judge();
  }

  Change failed(long network) {
    for (Scale scale : scales) {
      scale.failed(network);
    }
    return judge();
  }

  void arrived(long network) {
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

  /** The first scale that is alarmed, or the shortest. */
  Scale loudest() {
    return scales.stream().filter(Scale::alarmed).findFirst().orElse(scales.getFirst());
  }

  List<Scale> scales() {
    return scales;
  }
}
