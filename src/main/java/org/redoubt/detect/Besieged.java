package org.redoubt.detect;

/**
 * Accounts that exist and are being tried from places where they are not at home: from how many
 * networks within the last half to whole day. Linear counting in 64 bits, as good as needed to tell
 * one forgetful traveller from a siege.
 */
final class Besieged {
  private static final int MOST = 65_536;
  private static final long WINDOW_MILLIS = Days.MILLIS / 2;
  static final int SIEGE_NETWORKS = 12;

  private static final int CURRENT = 0;
  private static final int BEFORE = 1;
  private static final int WHEN = 2;

  private final Table table;

  Besieged(HashKey key) {
    table = new Table(1, 3, MOST, key, Besieged::worth);
  }

  private static double worth(Table rows, int row, long nowMillis) {
    double age = Math.abs(window(nowMillis) - (rows.get(row, WHEN) >>> 1));
    return Long.bitCount(rows.get(row, CURRENT) | rows.get(row, BEFORE)) / (1 + age);
  }

  private static long window(long millis) {
    return Math.clamp(millis / WINDOW_MILLIS, 0, Integer.MAX_VALUE);
  }

  /** The account was tried from a network where it is not at home. */
  void tried(long account, long network, long nowMillis) {
    int row = table.find(account);
    if (row == Table.NONE) {
      row = table.insert(account, nowMillis);
    }
    turn(row, nowMillis);
    table.set(row, CURRENT, table.get(row, CURRENT) | 1L << network);
  }

  /** Whether a success of the account shall be told now: once in a half day. */
  boolean tell(long account, long nowMillis) {
    int row = table.find(account);
    if (row == Table.NONE) {
      row = table.insert(account, nowMillis);
    }
    turn(row, nowMillis);
    boolean told = (table.get(row, WHEN) & 1) != 0;
    table.set(row, WHEN, table.get(row, WHEN) | 1);
    return !told;
  }

  boolean isSiege(long account, long nowMillis) {
    return networks(account, nowMillis) >= SIEGE_NETWORKS;
  }

  /** From about how many networks the account was tried where it is not at home. */
  int networks(long account, long nowMillis) {
    int row = table.find(account);
    if (row == Table.NONE) {
      return 0;
    }
    turn(row, nowMillis);
    return Long.bitCount(table.get(row, CURRENT) | table.get(row, BEFORE));
  }

  /** Seconds out of order at the turn of a window lose nothing. */
  private void turn(int row, long nowMillis) {
    long now = window(nowMillis);
    long age = now - (table.get(row, WHEN) >>> 1);
    if (age > 0 || age < -1) {
      table.set(row, BEFORE, age == 1 ? table.get(row, CURRENT) : 0);
      table.set(row, CURRENT, 0);
      table.set(row, WHEN, now << 1);
    }
  }

  Table table() {
    return table;
  }
}
