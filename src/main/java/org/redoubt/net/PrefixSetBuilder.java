package org.redoubt.net;

import java.util.Arrays;

/** Collects blocks for a {@link PrefixSet}, up to a number of them. Not thread-safe. */
public final class PrefixSetBuilder {
  private static final int FIRST = 64;

  private final int most;

  /** Base and length of each, as one number that sorts by both. */
  private long[] v4 = new long[FIRST];

  private int v4Size;
  private long[] hi = new long[FIRST];
  private long[] lo = new long[FIRST];
  private byte[] lengths = new byte[FIRST];
  private int v6Size;

  /**
   * @param most how many blocks are taken
   */
  public PrefixSetBuilder(int most) {
    this.most = most;
  }

  /** Adds a block, or returns false where there is no room for it. */
  public boolean add(Prefix block) {
    if (size() >= most) {
      return false;
    }
    Address base = block.base();
    if (base.isV4()) {
      growV4();
      v4[v4Size++] = Integer.toUnsignedLong(base.v4Bits()) << 8 | block.length();
    } else {
      growV6();
      hi[v6Size] = base.hi();
      lo[v6Size] = base.lo();
      lengths[v6Size++] = (byte) block.length();
    }
    return true;
  }

  private void growV4() {
    if (v4Size == v4.length) {
      v4 = Arrays.copyOf(v4, longer(v4Size));
    }
  }

  private void growV6() {
    if (v6Size == hi.length) {
      int longer = longer(v6Size);
      hi = Arrays.copyOf(hi, longer);
      lo = Arrays.copyOf(lo, longer);
      lengths = Arrays.copyOf(lengths, longer);
    }
  }

  private int longer(int size) {
    return Math.max(FIRST, (int) Math.min(most, size * 2L));
  }

  /** How many were added, those within others too. */
  public int size() {
    return v4Size + v6Size;
  }

  /** The set; the builder is of no use afterwards. */
  public PrefixSet build() {
    V4Blocks four = V4Blocks.of(v4, v4Size);
    V6Blocks six = V6Blocks.of(hi, lo, lengths, v6Size);
    return new PrefixSet(four, six);
  }
}
