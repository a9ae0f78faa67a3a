package org.redoubt.detect;

/**
 * Tells the server's own trouble from an attack: when one account after another fails in different
 * networks where each is at home, and nobody gets in between, it is not the people who are wrong. A
 * stranger cannot feign it, for his failures are not at home anywhere. Distinct accounts and
 * networks are counted as bits of a set.
 */
final class Outage {
  private static final int FEWEST_ACCOUNTS = 6;
  private static final int FEWEST_NETWORKS = 3;
  private static final int SUCCESSES_TO_END = 3;
  private static final long SILENCE_MILLIS = 900_000;

  private long failed;
  private long places;
  private long succeeded;
  private long lastFailureMillis;
  private boolean on;

  /** What an event changed. */
  enum Change {
    NONE,
    BEGAN,
    OVER
  }

  boolean on() {
    return on;
  }

  /** An account failed where it is at home. */
  Change failed(long account, long network, long nowMillis) {
    if (Math.abs(nowMillis - lastFailureMillis) > SILENCE_MILLIS) {
      clear();
    }
    lastFailureMillis = nowMillis;
    succeeded = 0;
    failed |= 1L << account;
    places |= 1L << network;
    if (on || Long.bitCount(failed) < FEWEST_ACCOUNTS || Long.bitCount(places) < FEWEST_NETWORKS) {
      return Change.NONE;
    }
    on = true;
    return Change.BEGAN;
  }

  Change succeeded(long account) {
    succeeded |= 1L << account;
    boolean enough = Long.bitCount(succeeded) >= SUCCESSES_TO_END;
    return on && !enough ? Change.NONE : end();
  }

  /** Time passed without a failure of anybody at home. */
  Change passed(long nowMillis) {
    boolean silent = Math.abs(nowMillis - lastFailureMillis) > SILENCE_MILLIS;
    return on && silent ? end() : Change.NONE;
  }

  private Change end() {
    boolean was = on;
    on = false;
    clear();
    return was ? Change.OVER : Change.NONE;
  }

  private void clear() {
    failed = 0;
    places = 0;
    succeeded = 0;
  }
}
