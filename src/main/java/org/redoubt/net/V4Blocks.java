package org.redoubt.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Disjoint IPv4 blocks in order: bases with the sign bit turned, so that plain order fits. */
final class V4Blocks {
  private static final int SIGN = 1 << 31;

  private final int[] bases;
  private final byte[] lengths;

  private V4Blocks(int[] bases, byte[] lengths) {
    this.bases = bases;
    this.lengths = lengths;
  }

  /** Of {@code base << 8 | length}, in any order; sorts the array. */
  static V4Blocks of(long[] packed, int size) {
    Arrays.sort(packed, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept == 0 || !holds(packed[kept - 1], packed[i])) {
        packed[kept++] = packed[i];
      }
    }
    int[] bases = new int[kept];
    byte[] lengths = new byte[kept];
    for (int i = 0; i < kept; i++) {
      bases[i] = (int) (packed[i] >>> 8) ^ SIGN;
      lengths[i] = (byte) packed[i];
    }
    return new V4Blocks(bases, lengths);
  }

  /** Whether the first is the second or holds it; it sorts before it. */
  private static boolean holds(long first, long second) {
    return ((int) (second >>> 8) & mask((int) first & 255)) == (int) (first >>> 8);
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << 32 - length;
  }

  @Nullable Prefix covering(int address) {
    int found = Arrays.binarySearch(bases, address ^ SIGN);
    int at = found >= 0 ? found : -found - 2;
    boolean inside = at >= 0 && (address & mask(lengths[at])) == (bases[at] ^ SIGN);
    return inside ? at(at) : null;
  }

  /** The first block that begins at the address or later. */
  @Nullable Prefix next(int address) {
    int found = Arrays.binarySearch(bases, address ^ SIGN);
    int at = found >= 0 ? found : -found - 1;
    return at < size() ? at(at) : null;
  }

  Prefix at(int i) {
    return Prefix.of(Address.v4(bases[i] ^ SIGN), lengths[i]);
  }

  int size() {
    return bases.length;
  }

  boolean isSame(V4Blocks other) {
    return Arrays.equals(bases, other.bases) && Arrays.equals(lengths, other.lengths);
  }

  int hash() {
    return Arrays.hashCode(bases);
  }
}
