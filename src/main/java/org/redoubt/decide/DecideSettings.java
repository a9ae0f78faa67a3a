package org.redoubt.decide;

import java.time.Duration;

/**
 * What is done to those who are found out.
 *
 * @param firstBan how long the first ban of a source lasts
 * @param firstShortBan the same where it tried few names: a person or his phone may be behind it
 * @param fewNames how many different names are few
 * @param growth how many times longer each further ban is
 * @param longestBan no ban of a source is longer
 * @param memory how long an ended ban makes the next one longer
 * @param networkBan how long a network or wider block is banned
 * @param populated what to do about a guesser where people log in
 * @param populatedFrom how many accounts must log in from a source for that
 * @param familiarShare in at most this share of the networks where people log in somebody may be
 *     banned at once, 0 to 1
 * @param tellAgain how long to be silent about what was told and is not banned
 * @param bans how many bans are known at most; beyond, the one that ends first is forgotten and
 *     left to the firewall to end
 * @param attackedAccounts for how many accounts the budgets of wrong passwords are kept
 */
public record DecideSettings(
    Duration firstBan,
    Duration firstShortBan,
    int fewNames,
    int growth,
    Duration longestBan,
    Duration memory,
    Duration networkBan,
    Populated populated,
    int populatedFrom,
    double familiarShare,
    Duration tellAgain,
    int bans,
    int attackedAccounts) {

  /** What to do about a guesser at an address from which several people log in. */
  public enum Populated {
    /** Tell the admin, who knows whose office that is. */
    ALERT,
    BAN
  }

  public DecideSettings {
    if (!(familiarShare >= 0 && familiarShare <= 1)) {
      throw new IllegalArgumentException("familiar-share: give a share from 0.0 to 1.0");
    }
  }

  public static DecideSettings defaults() {
    return new DecideSettings(
        Duration.ofHours(1),
        Duration.ofMinutes(10),
        2,
        4,
        Duration.ofDays(14),
        Duration.ofDays(30),
        Duration.ofHours(6),
        Populated.ALERT,
        5,
        0.05,
        Duration.ofHours(6),
        200_000,
        100_000);
  }

  public DecideSettings withPopulated(Populated changed) {
    return new DecideSettings(
        firstBan,
        firstShortBan,
        fewNames,
        growth,
        longestBan,
        memory,
        networkBan,
        changed,
        populatedFrom,
        familiarShare,
        tellAgain,
        bans,
        attackedAccounts);
  }
}
