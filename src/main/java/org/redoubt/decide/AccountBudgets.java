package org.redoubt.decide;

import java.util.List;
import org.redoubt.detect.HashKey;
import org.redoubt.detect.Table;
import org.redoubt.detect.Tier;
import org.redoubt.event.AuthEvent;

/**
 * How many more wrong passwords each account may take, by how well it knows the place: using up a
 * lower allowance never starves a higher one, so that no stranger can lock the owner out. The same
 * wrong password again costs nothing, for it tells a guesser nothing new.
 */
final class AccountBudgets {
  private static final int WRONG_AT = 2;
  private static final int WRONG_LONGS = 16;
  private static final int WRONG_KEPT = 2 * WRONG_LONGS;
  private static final int WRONG_HOURS = 24;
  private static final int FROM_RESERVE = 1;
  private static final int NEVER_ZERO = 2;

  /** Seconds until full: strange in the upper half and nearby in the lower. */
  private static final int OUTER = 0;

  /** The same of the reserve in the upper half; in the lower the next place for a wrong one. */
  private static final int INNER = 1;

  private final HashKey key;
  private final Table accounts;
  private final Table homes;

  AccountBudgets(int most, HashKey key) {
    this.key = key;
    accounts = new Table(1, WRONG_AT + WRONG_LONGS, most, key, AccountBudgets::worth);
    homes = new Table(1, 1, most, key, (table, row, now) -> table.get(row, 0));
  }

  private static double worth(Table table, int row, long nowMillis) {
    return Math.max(table.get(row, OUTER) >>> 32, table.get(row, INNER) >>> 32);
  }

  static Bucket bucket(Tier tier) {
    return switch (tier) {
      case HOME -> Bucket.HOME;
      case NEARBY -> Bucket.NEARBY;
      case STRANGE -> Bucket.STRANGE;
    };
  }

  boolean hasOne(Bucket bucket, long account, long network, long nowMillis) {
    return bucket.hasOne(full(bucket, account, network), nowMillis / 1000);
  }

  boolean isBelowHalf(Bucket bucket, long account, long network, long nowMillis) {
    return bucket.isBelowHalf(full(bucket, account, network), nowMillis / 1000);
  }

  private void take(Bucket bucket, long account, long network, long nowMillis) {
    long full = full(bucket, account, network);
    full(bucket, account, network, bucket.taken(full, nowMillis / 1000), nowMillis);
  }

  private void giveBack(Bucket bucket, long account, long network, long nowMillis) {
    long full = full(bucket, account, network);
    full(bucket, account, network, bucket.returned(full), nowMillis);
  }

  private long full(Bucket bucket, long account, long network) {
    if (bucket == Bucket.HOME) {
      int row = homes.find(key.of(account, network));
      return row == Table.NONE ? 0 : homes.get(row, 0);
    }
    int row = accounts.find(account);
    return row == Table.NONE
        ? 0
        : switch (bucket) {
          case HOME, NEARBY -> accounts.get(row, OUTER) & 0xffff_ffffL;
          case STRANGE -> accounts.get(row, OUTER) >>> 32;
          case RESERVE -> accounts.get(row, INNER) >>> 32;
        };
  }

  private void full(Bucket bucket, long account, long network, long second, long nowMillis) {
    if (bucket == Bucket.HOME) {
      long pair = key.of(account, network);
      int row = homes.find(pair);
      homes.set(row == Table.NONE ? homes.insert(pair, nowMillis) : row, 0, second);
      return;
    }
    int row = open(account, nowMillis);
    switch (bucket) {
      case HOME, NEARBY -> low(row, OUTER, second);
      case STRANGE -> high(row, OUTER, second);
      case RESERVE -> high(row, INNER, second);
    }
  }

  private int open(long account, long nowMillis) {
    int row = accounts.find(account);
    return row == Table.NONE ? accounts.insert(account, nowMillis) : row;
  }

  private void low(int row, int field, long value) {
    accounts.set(row, field, accounts.get(row, field) & ~0xffff_ffffL | value & 0xffff_ffffL);
  }

  private void high(int row, int field, long value) {
    accounts.set(row, field, accounts.get(row, field) & 0xffff_ffffL | value << 32);
  }

  /** Whether this password from this network was wrong for the account within the last day. */
  boolean wasWrong(long account, long network, int fingerprint, long nowMillis) {
    int row = accounts.find(account);
    return row != Table.NONE && placeOf(row, print(fingerprint, network), nowMillis) >= 0;
  }

  /** A password is being tried, and this allowance is charged for it until it proves right. */
  void charge(Bucket bucket, long account, long network, int fingerprint, long nowMillis) {
    take(bucket, account, network, nowMillis);
    int print = print(fingerprint, network);
    if (print == 0 || wasWrong(account, network, fingerprint, nowMillis)) {
      return;
    }
    int row = open(account, nowMillis);
    int next = (int) accounts.get(row, INNER) & WRONG_KEPT - 1;
    int reserve = bucket == Bucket.RESERVE ? FROM_RESERVE : 0;
    wrongAt(row, next, (print | reserve) << 8 | hour(nowMillis));
    low(row, INNER, next + 1);
  }

  /** The password is not known to be wrong after all: what was charged is given back. */
  void giveBack(Bucket usual, long account, long network, int fingerprint, long nowMillis) {
    int row = accounts.find(account);
    int at = row == Table.NONE ? -1 : placeOf(row, print(fingerprint, network), nowMillis);
    if (at < 0) {
      return;
    }
    boolean reserve = (wrongAt(row, at) >>> 8 & FROM_RESERVE) != 0;
    wrongAt(row, at, 0);
    giveBack(reserve ? Bucket.RESERVE : usual, account, network, nowMillis);
  }

  private int placeOf(int row, int print, long nowMillis) {
    for (int i = 0; i < WRONG_KEPT && print != 0; i++) {
      int kept = wrongAt(row, i);
      boolean young = (hour(nowMillis) - kept & 0xff) <= WRONG_HOURS;
      if ((kept >>> 8 & ~FROM_RESERVE) == print && young) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Twenty-four bits of password and network, 0 for none, of which the last is free. With the
   * network, because twelve bits of a password alone would let one guess in a hundred pass for a
   * repeat.
   */
  private int print(int fingerprint, long network) {
    return fingerprint == AuthEvent.NO_FINGERPRINT
        ? 0
        : (int) (key.of(fingerprint, network) >>> 40) & ~FROM_RESERVE | NEVER_ZERO;
  }

  private static int hour(long millis) {
    return (int) (millis / 3_600_000) & 0xff;
  }

  private int wrongAt(int row, int at) {
    return (int) (accounts.get(row, WRONG_AT + (at >> 1)) >>> ((at & 1) << 5));
  }

  private void wrongAt(int row, int at, int value) {
    int field = WRONG_AT + (at >> 1);
    if ((at & 1) == 0) {
      low(row, field, value);
    } else {
      high(row, field, value);
    }
  }

  List<Table> tables() {
    return List.of(accounts, homes);
  }
}
