package org.redoubt.detect;

/** Times as they are kept in narrow fields: whole days and wrapped seconds. */
final class Days {
  static final long MILLIS = 86_400_000L;
  private static final int SECONDS_MASK = 0xff_ffff;

  private Days() {}

  /** The day since 1970, 0 to 65535. */
  static int of(long millis) {
    return Math.clamp(Math.floorDiv(millis, MILLIS), 0, 0xffff);
  }

  /** Whole seconds since 1970, cut to 32 bits that hold for the years 1970 to 2106. */
  static int seconds(long millis) {
    return (int) Math.clamp(Math.floorDiv(millis, 1000), 0, 0xffff_ffffL);
  }

  /** Whether a moment in such seconds lies in the future of another, both in the same age. */
  static boolean later(int seconds, long millis) {
    return Integer.toUnsignedLong(seconds) > Math.floorDiv(millis, 1000);
  }

  /** Seconds wrapped after half a year. */
  static int wrapped(long millis) {
    return (int) (millis / 1000) & SECONDS_MASK;
  }

  /** Seconds from a wrapped moment to now; 0 when it seems to lie ahead. */
  static int since(int wrapped, long millis) {
    int gap = wrapped(millis) - wrapped & SECONDS_MASK;
    return gap > SECONDS_MASK >> 1 ? 0 : gap;
  }
}
