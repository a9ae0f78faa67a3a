package org.redoubt.simulate;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** An actor who acts in episodes, whatever comes of them. */
abstract class Script implements Actor {
  private final Queue<Attempt> ready = new ArrayDeque<>();

  /** Plays the next episode; false when there is none left. */
  abstract boolean play();

  /** Adds an attempt to the present episode. */
  final void add(Attempt attempt) {
    ready.add(attempt);
  }

  @Override
  public final @Nullable Attempt next() {
    while (ready.isEmpty()) {
      if (!play()) {
        return null;
      }
    }
    return ready.poll();
  }
}
