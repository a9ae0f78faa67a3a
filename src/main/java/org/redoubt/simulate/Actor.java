package org.redoubt.simulate;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Someone who makes one attempt after another and is told what came of each. */
public interface Actor {
  /** The next attempt, not before the last one; null when there will be no more. */
  @Nullable Attempt next();

  /** What came of the last attempt; told before {@link #next} is called again. */
  default void answered(Attempt attempt, Answer answer) {}

  /** An actor who makes these attempts, whatever comes of them. */
  static Actor of(Iterator<Attempt> attempts) {
    return () -> attempts.hasNext() ? attempts.next() : null;
  }
}
