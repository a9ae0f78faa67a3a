package org.redoubt.report;

/** Which pairs of numbers were seen: exact up to a fixed number of pairs, then it takes no more. */
final class PairSet {
  private static final int FIRST_ROOM = 1 << 10;
  private final int most;
  private long[] keys = new long[FIRST_ROOM];
  private int size;

  PairSet(int most) {
    this.most = most;
  }

  /** Whether this is the first time; always false when there is no more room. */
  boolean add(int a, int b) {
    long key = (long) a << 32 | b & 0xffff_ffffL;
    long stored = key + 1;
    int at = place(stored, keys);
    if (keys[at] == stored || size >= most) {
      return false;
    }
    keys[at] = stored;
    if (++size > keys.length / 2) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] wider = new long[keys.length * 2];
    for (long key : keys) {
      if (key != 0) {
        wider[place(key, wider)] = key;
      }
    }
    keys = wider;
  }

  private static int place(long key, long[] table) {
    int at = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & table.length - 1;
    while (table[at] != 0 && table[at] != key) {
      at = at + 1 & table.length - 1;
    }
    return at;
  }
}
