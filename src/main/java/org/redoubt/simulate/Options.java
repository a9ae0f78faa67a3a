package org.redoubt.simulate;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to simulate.
 *
 * @param seed the same seed gives the same attempts
 * @param users people with a mailbox, 24 or more
 * @param startMillis midnight UTC of the first day, in milliseconds since 1970; days of the week
 *     are kept
 * @param quietDays days before the first attack
 * @param days all days
 * @param attacks what happens after the quiet days, each with its own label
 * @param attackGapMillis between the beginnings of two attacks
 * @param innocents harmless events at the time of the first attack
 * @param size factor on the number of guesses and addresses of the attacks
 * @param rate factor on the speed of the attacks
 */
public record Options(
    long seed,
    int users,
    long startMillis,
    int quietDays,
    int days,
    List<Attack> attacks,
    long attackGapMillis,
    Set<Innocent> innocents,
    double size,
    double rate) {
  public static final int LEAST_USERS = 24;
  private static final long ATTACK_HOUR = 9;

  public Options {
    attacks = List.copyOf(attacks);
    innocents = Set.copyOf(innocents);
    if (users < LEAST_USERS || quietDays < 0 || days < quietDays || size <= 0 || rate <= 0) {
      throw new IllegalArgumentException(
          "a simulation needs %d users, 0 or more quiet days, days >= quiet days, size and rate > 0"
              .formatted(LEAST_USERS));
    }
  }

  /** 600 people for 38 days from a Monday, 28 of them quiet, and nobody attacks. */
  public static Options standard() {
    long monday = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    Set<Innocent> none = EnumSet.noneOf(Innocent.class);
    return new Options(1, 600, monday, 28, 38, List.of(), Place.DAY, none, 1, 1);
  }

  public Options withSeed(long changed) {
    return new Options(
        changed,
        users,
        startMillis,
        quietDays,
        days,
        attacks,
        attackGapMillis,
        innocents,
        size,
        rate);
  }

  public Options withUsers(int changed) {
    return new Options(
        seed,
        changed,
        startMillis,
        quietDays,
        days,
        attacks,
        attackGapMillis,
        innocents,
        size,
        rate);
  }

  public Options withStart(long changedMillis) {
    return new Options(
        seed,
        users,
        changedMillis,
        quietDays,
        days,
        attacks,
        attackGapMillis,
        innocents,
        size,
        rate);
  }

  public Options withDays(int quiet, int all) {
    return new Options(
        seed, users, startMillis, quiet, all, attacks, attackGapMillis, innocents, size, rate);
  }

  public Options withAttacks(List<Attack> changed, long gapMillis) {
    return new Options(
        seed, users, startMillis, quietDays, days, changed, gapMillis, innocents, size, rate);
  }

  public Options withInnocents(Set<Innocent> changed) {
    return new Options(
        seed, users, startMillis, quietDays, days, attacks, attackGapMillis, changed, size, rate);
  }

  public Options withStrength(double changedSize, double changedRate) {
    return new Options(
        seed,
        users,
        startMillis,
        quietDays,
        days,
        attacks,
        attackGapMillis,
        innocents,
        changedSize,
        changedRate);
  }

  /** When the first attack begins: nine in the morning after the quiet days. */
  public long attackMillis() {
    return startMillis + quietDays * Place.DAY + ATTACK_HOUR * Place.HOUR;
  }

  public long endMillis() {
    return startMillis + days * Place.DAY;
  }
}
