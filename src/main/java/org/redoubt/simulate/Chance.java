package org.redoubt.simulate;

import java.util.List;

/**
 * Reproducible chance: one stream per seed and purpose, the same on every machine and JDK, so that
 * a new attack does not change the honest world beside it. SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", 2014).
 */
final class Chance {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private long state;

  private Chance(long state) {
    this.state = state;
  }

  static Chance of(long seed, String purpose) {
    return of(seed, purpose, 0);
  }

  static Chance of(long seed, String purpose, long index) {
    return new Chance(mix(mix(seed) ^ mix(purpose.hashCode() + STEP * index)));
  }

  /** A fixed, well spread number for a number. */
  static long mix(long value) {
    long z = value + STEP;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  long bits() {
    state += STEP;
    return mix(state);
  }

  /** Even in [0, 1). */
  double unit() {
    return (bits() >>> 11) * 0x1p-53;
  }

  boolean happens(double probability) {
    return unit() < probability;
  }

  /** Even in 0 to n - 1. */
  int below(int n) {
    return (int) Math.multiplyHigh(bits() >>> 1, (long) n << 1);
  }

  /** Even in [from, to). */
  long between(long from, long to) {
    return from + (long) (unit() * (to - from));
  }

  /** The wait for something that comes at random, once in {@code mean} on average. */
  long exponential(double mean) {
    return (long) (-mean * StrictMath.log(1 - unit()));
  }

  <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }

  <T> void shuffle(List<T> list) {
    for (int i = list.size() - 1; i > 0; i--) {
      int other = below(i + 1);
      T moved = list.get(i);
      list.set(i, list.get(other));
      list.set(other, moved);
    }
  }
}
