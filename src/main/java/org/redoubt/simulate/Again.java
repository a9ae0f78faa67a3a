package org.redoubt.simulate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Another's attempts, some of which are made again after a while. */
final class Again implements Actor {
  private final Actor base;
  private final long delayMillis;
  private final int mostTimes;
  private final Predicate<Answer> when;
  private final Deque<Repeat> repeats = new ArrayDeque<>();
  private @Nullable Attempt upcoming;
  private int times;

  private record Repeat(Attempt attempt, int times) {}

  /** Makes an attempt again, up to so many times, as long as the answer is such. */
  Again(Actor base, long delayMillis, int mostTimes, Predicate<Answer> when) {
    this.base = base;
    this.delayMillis = delayMillis;
    this.mostTimes = mostTimes;
    this.when = when;
    upcoming = base.next();
  }

  @Override
  public @Nullable Attempt next() {
    Repeat repeat = repeats.peek();
    if (repeat == null || upcoming != null && upcoming.atMillis() < repeat.attempt.atMillis()) {
      Attempt fresh = upcoming;
      upcoming = fresh == null ? null : base.next();
      times = 0;
      return fresh;
    }
    repeats.remove();
    times = repeat.times;
    return repeat.attempt;
  }

  @Override
  public void answered(Attempt attempt, Answer answer) {
    if (times < mostTimes && when.test(answer)) {
      repeats.add(new Repeat(attempt.at(attempt.atMillis() + delayMillis), times + 1));
    }
  }
}
