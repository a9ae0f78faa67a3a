package org.redoubt.replay;

import java.util.HashSet;
import java.util.Set;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.simulate.Attempt;

/** What one policy did to the attempts of one label. */
final class Tally {
  private static final long NEVER = -1;
  private final String label;
  private final boolean honest;
  private final Guesses guesses = new Guesses();
  private final Pairs pairs = new Pairs();
  private final Set<Address> sources = new HashSet<>();
  private final Set<Address> banned = new HashSet<>();
  private long attempts;
  private long letThrough;
  private long heldBack;
  private long givenUp;
  private long firstAtMillis = NEVER;
  private long firstBanMillis = NEVER;
  private long lastBanMillis = NEVER;

  Tally(Attempt first) {
    label = first.label();
    honest = first.isHonest();
  }

  boolean isHonest() {
    return honest;
  }

  /** An attempt, before its fate is known. */
  void begun(Attempt attempt) {
    attempts++;
    sources.add(attempt.source());
    firstAtMillis = firstAtMillis == NEVER ? attempt.atMillis() : firstAtMillis;
    if (!honest) {
      guesses.sent(attempt);
    } else if (isRight(attempt)) {
      pairs.begun();
    }
  }

  /** A try that got to the mail server; the account when it exists. */
  void letThrough(Attempt attempt, boolean exists) {
    letThrough++;
    Account account = attempt.account();
    if (honest && isRight(attempt)) {
      pairs.letThrough(attempt);
    } else if (!honest && exists && account != null) {
      guesses.verified(account, attempt);
    }
  }

  /** A try that was turned away. */
  void heldBack(Attempt attempt, long atMillis, int earlierTries) {
    heldBack += earlierTries == 0 ? 1 : 0;
    if (honest && isRight(attempt)) {
      if (earlierTries == 0) {
        pairs.turnedAway();
      }
      pairs.heldBack(attempt, atMillis);
    }
  }

  void givenUp() {
    givenUp++;
  }

  void banned(Address source, long atMillis) {
    if (banned.add(source)) {
      firstBanMillis = firstBanMillis == NEVER ? atMillis : firstBanMillis;
      lastBanMillis = atMillis;
    }
  }

  private static boolean isRight(Attempt attempt) {
    return attempt.outcome() == Outcome.SUCCESS;
  }

  LabelResult result() {
    return new LabelResult(
        label,
        honest,
        attempts,
        letThrough,
        heldBack,
        givenUp,
        guesses.effective(),
        guesses.accountsOpened(),
        guesses.expectedLost(),
        sources.size(),
        banned.size(),
        sinceBegin(firstBanMillis),
        sinceBegin(lastBanMillis),
        pairs.logins(),
        pairs.refused(),
        pairs.count(),
        pairs.lockedOut());
  }

  private double sinceBegin(long millis) {
    return millis == NEVER ? LabelResult.NEVER : (millis - firstAtMillis) / 1e3;
  }
}
