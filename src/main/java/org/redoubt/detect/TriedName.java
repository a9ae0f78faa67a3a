package org.redoubt.detect;

/**
 * A name that a source tried, as its row keeps it in a number: the hash, what it added in 1/32 nat
 * or what became of it, and when it was last tried.
 */
final class TriedName {
  /** Added nothing and never will: a slip, or an account that is gone. */
  static final int EXCUSED = 255;

  /** Its success was told as a breach. */
  static final int BREACHED = 254;

  /** It was begun or refused, and no password tried: still new as a guess. */
  static final int HALF_TRIED = 253;

  /** It got in where others had failed, in an alarm. */
  static final int STOLEN = 252;

  /** The finest difference kept of what a name added, in nats. */
  static final double STEP = 1.0 / 32;

  private TriedName() {}

  static long of(int hash, int sum, long nowMillis) {
    return (long) hash << 32 | (long) sum << 24 | Days.wrapped(nowMillis);
  }

  static int hash(long kept) {
    return (int) (kept >>> 32);
  }

  static int sum(long kept) {
    return (int) (kept >>> 24) & 255;
  }

  static double nats(long kept) {
    return sum(kept) >= STOLEN ? 0 : sum(kept) * STEP;
  }

  static int seconds(long kept) {
    return (int) kept & 0xff_ffff;
  }

  static long tried(long kept, double added, long nowMillis) {
    int sum = sum(kept);
    if (sum < STOLEN) {
      sum = Math.clamp(Math.round(sum + added / STEP), 0, STOLEN - 1);
    }
    return of(hash(kept), sum, nowMillis);
  }
}
