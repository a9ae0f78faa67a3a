package org.redoubt.daemon;

/** Whether nothing has been read for a while, so that the logs' time no longer tells the time. */
final class Silence {
  private static final long LONG_MILLIS = 60_000;
  private long lines = -1;
  private long sinceMillis;

  /** Whether the count of lines has stood still for long. */
  boolean isLong(long linesNow, long nowMillis) {
    if (linesNow != lines) {
      lines = linesNow;
      sinceMillis = nowMillis;
    }
    return nowMillis - sinceMillis >= LONG_MILLIS;
  }
}
