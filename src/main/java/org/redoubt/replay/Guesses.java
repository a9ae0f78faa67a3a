package org.redoubt.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.simulate.Attempt;

/**
 * The effective guesses: different passwords that were looked at, of accounts that exist. Where
 * passwords are not known, each attempt is taken for another one.
 *
 * <p>What they cost: after r guesses from a list of popular passwords a share F(r) = .009 r^.36 of
 * accounts is open (the law that fits the published rates of Bonneau, "The science of guessing",
 * 2012); it is summed over the accounts. Where the guesser had right passwords, accounts opened are
 * counted instead.
 */
final class Guesses {
  private static final double SHARE = .009;
  private static final double EXPONENT = .36;
  private final Set<Long> seen = new HashSet<>();
  private final Map<Account, Integer> byAccount = new HashMap<>();
  private final Set<Account> opened = new HashSet<>();
  private long unknownPasswords;
  private boolean leaked;

  /** Equal for equal guesses. */
  static long key(Attempt attempt) {
    return spread(spread(0, String.valueOf(attempt.account())), String.valueOf(attempt.password()));
  }

  private static long spread(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash * 0xBF58476D1CE4E5B9L + text.length();
  }

  /** Notes that a right password is known to them, whether or not it gets through. */
  void sent(Attempt attempt) {
    leaked |= attempt.outcome() == Outcome.SUCCESS;
  }

  /** Counts a guess at an account that exists. */
  void verified(Account account, Attempt attempt) {
    if (attempt.outcome() == Outcome.SUCCESS) {
      opened.add(account);
    }
    boolean fresh = attempt.password() == null || seen.add(key(attempt));
    if (fresh) {
      unknownPasswords += attempt.password() == null ? 1 : 0;
      byAccount.merge(account, 1, Integer::sum);
    }
  }

  long effective() {
    return seen.size() + unknownPasswords;
  }

  int accountsOpened() {
    return opened.size();
  }

  double expectedLost() {
    if (leaked) {
      return opened.size();
    }
    return byAccount.values().stream().mapToDouble(r -> SHARE * Math.pow(r, EXPONENT)).sum();
  }
}
