package org.redoubt.report;

import java.util.Arrays;

/**
 * Numbers for things by their hash: which of the numbers handed out so far a thing may have. Keeps
 * hashes and numbers side by side, so that a look-up seldom touches anything else. Who asks must
 * compare the thing itself.
 */
final class Places {
  static final int NONE = -1;

  private static final int FIRST_ROOM = 1 << 10;

  /** Upper half: hash; lower half: number plus one; 0 where nothing is. */
  private long[] slots = new long[FIRST_ROOM];

  private int size;

  /** The first slot of a thing with this hash, or {@link #NONE}. */
  int first(int hash) {
    return from(spread(hash) & slots.length - 1, hash);
  }

  /** The next one. */
  int next(int slot, int hash) {
    return from(slot + 1 & slots.length - 1, hash);
  }

  private int from(int slot, int hash) {
    int at = slot;
    while (slots[at] != 0 && (int) (slots[at] >>> 32) != hash) {
      at = at + 1 & slots.length - 1;
    }
    return slots[at] == 0 ? NONE : at;
  }

  /** The number of the thing in the slot. */
  int number(int slot) {
    return (int) slots[slot] - 1;
  }

  /** Notes a thing that is not there yet; its number is how many there were. */
  int add(int hash) {
    if (size >= slots.length / 2) {
      long[] before = slots;
      slots = new long[before.length * 2];
      Arrays.stream(before).filter(slot -> slot != 0).forEach(this::put);
    }
    put((long) hash << 32 | ++size);
    return size - 1;
  }

  private void put(long slot) {
    int at = spread((int) (slot >>> 32)) & slots.length - 1;
    while (slots[at] != 0) {
      at = at + 1 & slots.length - 1;
    }
    slots[at] = slot;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B1;
    return mixed ^ mixed >>> 16;
  }
}
