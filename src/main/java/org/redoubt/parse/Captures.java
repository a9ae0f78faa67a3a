package org.redoubt.parse;

/**
 * Where the fields of the line in hand stand, and how much work may still be spent on it; reused
 * from line to line.
 */
final class Captures {
  /** Times that each byte may be looked at; a server's own lines need less than eight. */
  private static final int MOST_LOOKS = 64;

  private static final int LEAST_WORK = 4096;

  private final int[] from = new int[Slot.COUNT];
  private final int[] to = new int[Slot.COUNT];
  private long workLeft;
  private boolean ambiguous;

  void begin(int bytes) {
    workLeft = LEAST_WORK + (long) MOST_LOOKS * bytes;
    ambiguous = false;
    from[Slot.ACCOUNT.ordinal()] = to[Slot.ACCOUNT.ordinal()] = -1;
  }

  /** Pays for looking at some bytes; false when the line is not worth more. */
  boolean pays(int bytes) {
    workLeft -= bytes;
    return workLeft >= 0;
  }

  /** Whether the match was given up for the work that it took. */
  boolean isExhausted() {
    return workLeft < 0;
  }

  /** There is a second place at which the line could be read. */
  void doubt() {
    ambiguous = true;
  }

  boolean isAmbiguous() {
    return ambiguous;
  }

  /** Of an account that stands there twice, the last that is not empty counts. */
  void keep(Slot slot, int start, int end) {
    if (slot == Slot.ACCOUNT && from(slot) < to(slot)) {
      return;
    }
    from[slot.ordinal()] = start;
    to[slot.ordinal()] = end;
  }

  /** Keeps it whatever was kept before. */
  void set(Slot slot, int start, int end) {
    from[slot.ordinal()] = start;
    to[slot.ordinal()] = end;
  }

  int from(Slot slot) {
    return from[slot.ordinal()];
  }

  int to(Slot slot) {
    return to[slot.ordinal()];
  }
}
