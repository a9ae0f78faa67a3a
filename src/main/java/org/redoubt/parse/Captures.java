package org.redoubt.parse;

/** Where the fields of the line in hand stand; reused from line to line. */
final class Captures {
  private final int[] from = new int[Slot.COUNT];
  private final int[] to = new int[Slot.COUNT];

  void keep(Slot slot, int start, int end) {
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
