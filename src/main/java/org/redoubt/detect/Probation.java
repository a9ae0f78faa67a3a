package org.redoubt.detect;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;

/**
 * Strangers who failed while far more strangers fail than usual, in the order in which they did.
 * People get in a moment later, and then their network is known; who does not is looked at again.
 * Behind the log nothing stops a guess that comes alone, but the next one of the same address.
 */
final class Probation {
  private static final int MOST = 16_384;
  private static final long TERM_MILLIS = 120_000;

  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  private record Waiting(Address source, long sinceMillis) {}

  void begin(Address source, long nowMillis) {
    if (waiting.size() == MOST) {
      waiting.removeFirst();
    }
    waiting.addLast(new Waiting(source, nowMillis));
  }

  /** Who has had time enough to get in, or null. */
  @Nullable Address nextOver(long nowMillis) {
    Waiting first = waiting.peekFirst();
    if (first == null || Math.abs(nowMillis - first.sinceMillis()) < TERM_MILLIS) {
      return null;
    }
    waiting.removeFirst();
    return first.source();
  }
}
