package org.redoubt.decide;

/**
 * An allowance that refills: so many at once, and so many a day. Its whole state is the second at
 * which it would be full again (the generic cell rate algorithm of ATM networks).
 */
enum Bucket {
  /** Wrong passwords of one account from one network where it is at home. */
  HOME(20, 20),
  /** Of one account from all the regions where it is at home. */
  NEARBY(10, 10),
  /** Of one account from everywhere else. */
  STRANGE(5, 10),
  /** Of one account, for strangers who waited long. */
  RESERVE(3, 10);

  private final int burst;
  private final long secondsEach;

  Bucket(int burst, int perDay) {
    this.burst = burst;
    this.secondsEach = 86_400 / perDay;
  }

  private long owed(long fullSecond, long nowSeconds) {
    return Math.clamp(fullSecond - nowSeconds, 0, burst * secondsEach);
  }

  boolean hasOne(long fullSecond, long nowSeconds) {
    return owed(fullSecond, nowSeconds) <= (burst - 1) * secondsEach;
  }

  boolean isBelowHalf(long fullSecond, long nowSeconds) {
    return 2 * owed(fullSecond, nowSeconds) > burst * secondsEach;
  }

  /** The state after one was taken. */
  long taken(long fullSecond, long nowSeconds) {
    return nowSeconds + owed(fullSecond, nowSeconds) + secondsEach;
  }

  /** The state after one was given back. */
  long returned(long fullSecond) {
    return fullSecond - secondsEach;
  }
}
