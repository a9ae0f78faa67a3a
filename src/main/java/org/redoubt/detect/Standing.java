package org.redoubt.detect;

/**
 * What is known of an attempt before its password is looked at.
 *
 * @param tier how well the account knows the place
 * @param mayExist whether the account may exist, as far as is known
 * @param oldPassword whether the password was the account's before its present one
 * @param odds log-odds that the source guesses
 * @param otherOdds the part of them that it does not owe to this account: an owner who mistypes his
 *     password has none
 * @param people how many accounts log in from the source, about
 * @param account the keyed hash of the account
 * @param network the keyed hash of the source's network
 * @param alarmed whether the site is under attack by many strangers
 * @param triedFrom from how many networks where it is not at home the account was tried lately
 */
public record Standing(
    Tier tier,
    boolean mayExist,
    boolean oldPassword,
    double odds,
    double otherOdds,
    double people,
    long account,
    long network,
    boolean alarmed,
    int triedFrom) {

  /** Whether this account is under attack by itself. */
  public boolean besieged() {
    return triedFrom >= Besieged.SIEGE_NETWORKS;
  }
}
