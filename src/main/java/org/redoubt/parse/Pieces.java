package org.redoubt.parse;

import java.util.HashSet;
import java.util.Set;
import org.redoubt.event.AuthEvent;

/**
 * Messages that a logger broke because they were too long for it. Each piece comes as a line with
 * tag and all, so that a client who sends a name of the right length has the next line written as
 * he likes: nothing is believed of a piece, nor of the one behind it. Courierlogger does this, at
 * 511 bytes with the severity that it takes away. Not thread-safe.
 */
final class Pieces {
  private static final int MOST_TAGS = 256;

  /** Hosts with tags whose last message was a piece. */
  private final Set<Long> goingOn = new HashSet<>();

  /**
   * Whether the message is a piece of another one.
   *
   * @param lengths of pieces that more follow
   * @param headFrom where host and tag begin; they end at {@code headTo}
   */
  boolean isPiece(Set<Integer> lengths, byte[] text, int headFrom, int headTo, int messageBytes) {
    boolean moreFollows = lengths.contains(messageBytes);
    if (!moreFollows && goingOn.isEmpty()) {
      return false;
    }
    long head = AuthEvent.session(text, headFrom, headTo);
    boolean isRest = goingOn.contains(head);
    if (!moreFollows) {
      goingOn.remove(head);
    } else if (goingOn.size() < MOST_TAGS) {
      goingOn.add(head);
    }
    return isRest || moreFollows;
  }

  boolean isEmpty() {
    return goingOn.isEmpty();
  }

  void clear() {
    goingOn.clear();
  }
}
