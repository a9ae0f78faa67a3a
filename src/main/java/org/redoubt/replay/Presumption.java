package org.redoubt.replay;

import java.util.HashSet;
import java.util.Set;
import org.redoubt.event.Account;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Attempt;

/**
 * Who is taken for honest when nobody says: whoever gets in, and whoever fails at an account from a
 * network where it got in before. Everybody else is taken for a guesser.
 */
final class Presumption {
  static final String HONEST = Attempt.HONEST + "-presumed";
  static final String GUESSING = "guessing-presumed";
  private final Set<Home> homes = new HashSet<>();
  private boolean used;

  private record Home(Account account, Prefix network) {}

  /** The attempt with a label. */
  Attempt labelled(Attempt attempt) {
    if (!attempt.label().isEmpty()) {
      return attempt;
    }
    used = true;
    return attempt.labelled(isHonest(attempt) ? HONEST : GUESSING);
  }

  private boolean isHonest(Attempt attempt) {
    Account account = attempt.account();
    return switch (attempt.outcome()) {
      case SUCCESS -> {
        if (account != null) {
          homes.add(new Home(account, attempt.source().network()));
        }
        yield true;
      }
      case WRONG_PASSWORD, UNKNOWN_ACCOUNT, REFUSED, ABORTED ->
          account != null && homes.contains(new Home(account, attempt.source().network()));
      case NO_ATTEMPT, LIMIT, TEMPORARY_FAILURE, PROTOCOL_ERROR -> true;
    };
  }

  /** Whether it had to be asked. */
  boolean isUsed() {
    return used;
  }
}
