package org.redoubt.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Disjoint IPv6 blocks in order. */
final class V6Blocks {
  private final long[] hi;
  private final long[] lo;

  /** 128 wraps to a negative number. */
  private final byte[] lengths;

  private V6Blocks(long[] hi, long[] lo, byte[] lengths) {
    this.hi = hi;
    this.lo = lo;
    this.lengths = lengths;
  }

  /** Of blocks in any order; sorts the arrays. */
  static V6Blocks of(long[] hi, long[] lo, byte[] lengths, int size) {
    V6Blocks all = new V6Blocks(hi, lo, lengths);
    all.sort(size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || !all.holds(kept - 1, hi[i], lo[i])) {
        all.copy(i, kept++);
      }
    }
    return new V6Blocks(
        Arrays.copyOf(hi, kept), Arrays.copyOf(lo, kept), Arrays.copyOf(lengths, kept));
  }

  private void copy(int from, int to) {
    hi[to] = hi[from];
    lo[to] = lo[from];
    lengths[to] = lengths[from];
  }

  /** In place and never slower than n log n, whatever the order: a heap. */
  private void sort(int size) {
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i, size);
    }
    for (int end = size - 1; end > 0; end--) {
      swap(0, end);
      sink(0, end);
    }
  }

  private void sink(int from, int size) {
    int parent = from;
    int child = 2 * parent + 1;
    while (child < size) {
      if (child + 1 < size && compare(child, child + 1) < 0) {
        child++;
      }
      if (compare(parent, child) >= 0) {
        return;
      }
      swap(parent, child);
      parent = child;
      child = 2 * parent + 1;
    }
  }

  private int compare(int a, int b) {
    int bases = compare(a, hi[b], lo[b]);
    return bases != 0 ? bases : Integer.compare(length(a), length(b));
  }

  private int compare(int a, long otherHi, long otherLo) {
    int high = Long.compareUnsigned(hi[a], otherHi);
    return high != 0 ? high : Long.compareUnsigned(lo[a], otherLo);
  }

  private void swap(int a, int b) {
    long h = hi[a];
    long l = lo[a];
    byte n = lengths[a];
    copy(b, a);
    hi[b] = h;
    lo[b] = l;
    lengths[b] = n;
  }

  private int length(int i) {
    return lengths[i] & 255;
  }

  private boolean holds(int i, long addressHi, long addressLo) {
    int length = length(i);
    long maskHi = length >= 64 ? -1 : length == 0 ? 0 : -1L << 64 - length;
    long maskLo = length <= 64 ? 0 : -1L << 128 - length;
    return (addressHi & maskHi) == hi[i] && (addressLo & maskLo) == lo[i];
  }

  @Nullable Prefix covering(long addressHi, long addressLo) {
    int after = after(addressHi, addressLo);
    return after > 0 && holds(after - 1, addressHi, addressLo) ? at(after - 1) : null;
  }

  /** The first block that begins at the address or later. */
  @Nullable Prefix next(long addressHi, long addressLo) {
    int after = after(addressHi, addressLo);
    int at = after > 0 && compare(after - 1, addressHi, addressLo) == 0 ? after - 1 : after;
    return at < size() ? at(at) : null;
  }

  /** Where the first block stands that begins after the address. */
  private int after(long addressHi, long addressLo) {
    int from = 0;
    int to = size();
    while (from < to) {
      int middle = from + to >>> 1;
      if (compare(middle, addressHi, addressLo) <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  Prefix at(int i) {
    return Prefix.of(new Address(hi[i], lo[i]), length(i));
  }

  int size() {
    return hi.length;
  }

  boolean isSame(V6Blocks other) {
    return Arrays.equals(hi, other.hi)
        && Arrays.equals(lo, other.lo)
        && Arrays.equals(lengths, other.lengths);
  }

  int hash() {
    return 31 * Arrays.hashCode(hi) + Arrays.hashCode(lo);
  }
}
