package org.redoubt.enforce;

/**
 * A time that goes on from the one that was given, in milliseconds since 1970: for work that takes
 * longer than the ends of bans may be wrong.
 */
record GoingOn(long startMillis, long startNanos) {

  static GoingOn from(long nowMillis) {
    return new GoingOn(nowMillis, System.nanoTime());
  }

  long nowMillis() {
    return startMillis + (System.nanoTime() - startNanos) / 1_000_000;
  }
}
