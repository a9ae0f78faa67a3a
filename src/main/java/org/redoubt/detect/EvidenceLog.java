package org.redoubt.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest pieces of evidence of all sources in one ring, each with the place of the one before
 * it of the same source. A source keeps the number of its last; when the ring has come round, what
 * was older is gone.
 */
final class EvidenceLog {
  /** How many pieces a decision carries at most. */
  static final int MOST_TOLD = 64;

  private final int capacity;
  private final long[] atMillis;
  private final int[] before;
  private final float[] weight;
  private final @Nullable Reason[] reason;
  private final @Nullable String[] detail;
  private int next = 1;

  EvidenceLog(int wanted) {
    capacity = Integer.highestOneBit(Math.clamp(wanted, 64, 1 << 24));
    atMillis = new long[capacity];
    before = new int[capacity];
    weight = new float[capacity];
    reason = new Reason[capacity];
    detail = new String[capacity];
  }

  /** Keeps a piece and gives its number, the last of its source from now on. */
  int add(int last, long millis, Reason why, double nats, String about) {
    int number = next;
    int at = number & capacity - 1;
    atMillis[at] = millis;
    before[at] = last;
    weight[at] = (float) nats;
    reason[at] = why;
    detail[at] = about;
    next = number + 1 == 0 ? 1 : number + 1;
    return number;
  }

  /** What is still kept of the source whose last piece has this number, oldest first. */
  List<Evidence> upTo(int last) {
    List<Evidence> found = new ArrayList<>();
    int number = last;
    while (kept(number) && found.size() < MOST_TOLD) {
      found.add(at(number));
      int older = before[number & capacity - 1];
      number = older - number < 0 ? older : 0;
    }
    Collections.reverse(found);
    return found;
  }

  private boolean kept(int number) {
    int age = next - number;
    return number != 0 && age > 0 && age <= capacity;
  }

  private Evidence at(int number) {
    int at = number & capacity - 1;
    Reason why = Objects.requireNonNull(reason[at]);
    return new Evidence(atMillis[at], why.words(), weight[at], Objects.requireNonNull(detail[at]));
  }
}
