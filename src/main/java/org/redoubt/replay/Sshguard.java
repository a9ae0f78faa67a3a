package org.redoubt.replay;

import org.redoubt.net.Address;

/**
 * sshguard with its defaults: each failure weighs 10, a source with 30 within half an hour of its
 * first is blocked for 120 s, and twice as long each time again; IPv6 addresses one by one. Read at
 * commit a3889c7.
 */
final class Sshguard extends LogFollower {
  private static final int THRESHOLD = 30;
  private static final int DANGER = 10;
  private static final long DETECTION_MILLIS = 1_800_000;
  private static final long BLOCK_MILLIS = 120_000;
  private static final int MOST_DOUBLINGS = 30;
  private final Aging<Attacker> attackers =
      new Aging<>(attacker -> attacker.firstMillis + DETECTION_MILLIS);
  private final Aging<Offender> offenders = new Aging<>(offender -> Long.MAX_VALUE);

  private static final class Attacker {
    private long firstMillis;
    private int score;
  }

  private static final class Offender {
    private int blocks;
  }

  Sshguard(Journal journal) {
    super(journal);
  }

  @Override
  void failed(Address source, long atMillis) {
    Attacker attacker = attackers.get(source, atMillis);
    if (attacker == null) {
      attacker = new Attacker();
      attacker.firstMillis = atMillis;
      attackers.put(source, attacker);
    }
    attacker.score += DANGER;
    if (attacker.score >= THRESHOLD) {
      attackers.remove(source);
      block(source, atMillis);
    }
  }

  private void block(Address source, long atMillis) {
    Offender offender = offenders.get(source, atMillis);
    if (offender == null) {
      offender = new Offender();
      offenders.put(source, offender);
    }
    int doublings = Math.min(offender.blocks++, MOST_DOUBLINGS);
    ban(source, atMillis, BLOCK_MILLIS << doublings);
  }
}
