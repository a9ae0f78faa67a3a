package org.redoubt.replay;

/**
 * What a policy did to the attempts of one label.
 *
 * @param honest whether they are of people who may log in
 * @param attempts how many were made, without those made again after a refusal
 * @param letThrough how many got to the mail server, at once or when made again
 * @param heldBack how many were turned away when first made
 * @param givenUp how many never got through
 * @param effectiveGuesses different passwords looked at, of accounts that exist; not for the honest
 * @param accountsOpened accounts whose right password got through; not for the honest
 * @param expectedAccountsLost what the guesses cost on average; not for the honest
 * @param sources different addresses
 * @param sourcesBanned how many of them were banned at some time
 * @param firstBanSeconds from the label's first attempt to the first ban; {@link #NEVER} without
 * @param lastBanSeconds likewise to the last
 * @param rightPassword logins with the right password; for the honest only, as all that follow
 * @param rightPasswordRefused how many of them were turned away when first made
 * @param pairs different accounts and networks that logged in
 * @param pairsLockedOut how many of them were kept out for 15 minutes or more
 */
public record LabelResult(
    String label,
    boolean honest,
    long attempts,
    long letThrough,
    long heldBack,
    long givenUp,
    long effectiveGuesses,
    int accountsOpened,
    double expectedAccountsLost,
    long sources,
    long sourcesBanned,
    double firstBanSeconds,
    double lastBanSeconds,
    long rightPassword,
    long rightPasswordRefused,
    long pairs,
    long pairsLockedOut) {
  public static final double NEVER = -1;

  /** Right passwords refused, of 100,000. */
  public double refusedPer100k() {
    return rightPassword == 0 ? 0 : rightPasswordRefused * 1e5 / rightPassword;
  }
}
