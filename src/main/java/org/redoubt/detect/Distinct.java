package org.redoubt.detect;

import java.util.Arrays;

/**
 * How many different things were added, about, in 4 KiB (HyperLogLog; Flajolet et al., 2007, with
 * linear counting below 10,000, where it is as good as exact for the dozens that matter).
 */
final class Distinct {
  private static final int BITS = 12;
  private static final int SIZE = 1 << BITS;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / SIZE);

  private final byte[] registers = new byte[SIZE];
  private int empty = SIZE;
  private double inverse = SIZE;

  /** Adds a thing by its hash; whether the count may have changed. */
  boolean add(long hash) {
    int at = (int) (hash >>> 64 - BITS);
    int rank = Long.numberOfLeadingZeros(hash << BITS | 1L << BITS - 1) + 1;
    int before = registers[at];
    boolean more = rank > before;
    if (more) {
      registers[at] = (byte) rank;
      empty -= before == 0 ? 1 : 0;
      inverse += Math.scalb(1.0, -rank) - Math.scalb(1.0, -before);
    }
    return more;
  }

  double count() {
    double estimate = ALPHA * SIZE * SIZE / inverse;
    return estimate <= 2.5 * SIZE && empty > 0 ? SIZE * Math.log((double) SIZE / empty) : estimate;
  }

  void clear() {
    if (empty < SIZE) {
      Arrays.fill(registers, (byte) 0);
      empty = SIZE;
      inverse = SIZE;
    }
  }
}
