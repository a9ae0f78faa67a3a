package org.redoubt.replay;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/**
 * weakforced with the shipped {@code wforce.conf}: an address that sent more than 50 different
 * wrong passwords within six windows of ten minutes is refused; more than 3 at one login only slow
 * it down by 3 s, and nothing is counted per login. Its estimate of distinct values is exact here.
 * Read at commit e6e5b8c.
 */
final class Weakforced implements Policy {
  private static final int MOST_PASSWORDS = 50;
  private static final long WINDOW_MILLIS = 600_000;
  private static final int WINDOWS = 6;
  private final Aging<Seen> bySource = new Aging<>(Seen::untilMillis);
  private long unknown;

  /** The different wrong passwords of one address, by window. */
  private static final class Seen {
    private final @Nullable Window[] windows = new Window[WINDOWS];
    private long latest = Long.MIN_VALUE;

    private long untilMillis() {
      return (latest + WINDOWS) * WINDOW_MILLIS;
    }

    private void add(long password, long window) {
      int at = (int) Math.floorMod(window, (long) WINDOWS);
      Window now = windows[at];
      if (now == null || now.window != window) {
        now = new Window(window);
        windows[at] = now;
      }
      latest = window;
      if (now.values.size() <= MOST_PASSWORDS) {
        now.values.add(password);
      }
    }

    private boolean tooMany(long window) {
      Set<Long> all = new HashSet<>();
      for (Window one : windows) {
        if (one != null && one.window > window - WINDOWS) {
          all.addAll(one.values);
        }
      }
      return all.size() > MOST_PASSWORDS;
    }
  }

  private record Window(long window, Set<Long> values) {
    private Window(long window) {
      this(window, new HashSet<>());
    }
  }

  @Override
  public Answer ask(Attempt attempt) {
    Seen seen = bySource.get(attempt.source(), attempt.atMillis());
    long window = Math.floorDiv(attempt.atMillis(), WINDOW_MILLIS);
    return seen != null && seen.tooMany(window) ? Answer.REFUSED : Answer.VERIFIED;
  }

  @Override
  public void tell(Attempt attempt) {
    if (!attempt.outcome().isFailedGuess()) {
      return;
    }
    Seen seen = bySource.get(attempt.source(), attempt.atMillis());
    if (seen == null) {
      seen = new Seen();
      bySource.put(attempt.source(), seen);
    }
    long password = attempt.password() == null ? unknown++ : Guesses.key(attempt);
    seen.add(password, Math.floorDiv(attempt.atMillis(), WINDOW_MILLIS));
  }
}
