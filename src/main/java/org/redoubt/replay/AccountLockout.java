package org.redoubt.replay;

import java.util.HashMap;
import java.util.Map;
import org.redoubt.event.Account;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/**
 * Account lock-out as directories offer it: 10 failures of an account within 15 minutes lock it for
 * everybody for 30 minutes. A success clears the count.
 */
final class AccountLockout implements Policy {
  private static final int MOST_FAILURES = 10;
  private static final long WINDOW_MILLIS = 15 * 60_000;
  private static final long LOCK_MILLIS = 30 * 60_000;
  private static final int PURGE_AT = 100_000;
  private final Map<Account, Count> counts = new HashMap<>();

  private static final class Count {
    private int failures;
    private long firstMillis;
    private long lockedUntilMillis;
  }

  @Override
  public Answer ask(Attempt attempt) {
    Count count = counts.get(attempt.account());
    boolean locked = count != null && attempt.atMillis() < count.lockedUntilMillis;
    return locked ? Answer.REFUSED : Answer.VERIFIED;
  }

  @Override
  public void tell(Attempt attempt) {
    switch (attempt.outcome()) {
      case SUCCESS -> counts.remove(attempt.account());
      case WRONG_PASSWORD -> failed(attempt);
      case UNKNOWN_ACCOUNT,
          ABORTED,
          NO_ATTEMPT,
          LIMIT,
          TEMPORARY_FAILURE,
          PROTOCOL_ERROR,
          REFUSED -> {}
    }
  }

  private void failed(Attempt attempt) {
    Account account = attempt.account();
    if (account == null) {
      return;
    }
    purge(attempt.atMillis());
    Count count = counts.computeIfAbsent(account, a -> new Count());
    if (count.failures == 0 || attempt.atMillis() - count.firstMillis > WINDOW_MILLIS) {
      count.failures = 0;
      count.firstMillis = attempt.atMillis();
    }
    if (++count.failures >= MOST_FAILURES) {
      count.failures = 0;
      count.lockedUntilMillis = attempt.atMillis() + LOCK_MILLIS;
    }
  }

  private void purge(long atMillis) {
    if (counts.size() >= PURGE_AT) {
      counts
          .values()
          .removeIf(
              c -> c.firstMillis + WINDOW_MILLIS < atMillis && c.lockedUntilMillis < atMillis);
    }
  }
}
