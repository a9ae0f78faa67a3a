package org.redoubt.detect;

/**
 * Names that do not exist and that strangers from several networks have tried: a person's slip is
 * his own, a guesser's list is everybody's.
 */
final class Traps {
  private static final int MOST = 65_536;
  private static final int NETWORKS = 2;
  private static final int MEMORY_DAYS = 30;
  private static final int STATE = 0;

  private final Table table;

  Traps(HashKey key) {
    table = new Table(1, 1, MOST, key, Traps::worth);
  }

  private static double worth(Table rows, int row, long nowMillis) {
    long state = rows.get(row, STATE);
    return count(state) * 100 - (Days.of(nowMillis) - day(state));
  }

  /** The name was tried from the network; whether two others tried it before. */
  boolean sprung(long name, long network, long nowMillis) {
    int row = table.find(name);
    if (row == Table.NONE) {
      row = table.insert(name, nowMillis);
    }
    long state = table.get(row, STATE);
    if (Days.of(nowMillis) - day(state) > MEMORY_DAYS) {
      state = 0;
    }
    int mine = (int) (network >>> 40) | 1;
    boolean same = network(state) == mine;
    int before = count(state) - (same && count(state) < NETWORKS ? 1 : 0);
    int now = same ? count(state) : Math.min(count(state) + 1, 255);
    table.set(row, STATE, (long) mine << 32 | (long) now << 16 | Days.of(nowMillis));
    return before >= NETWORKS;
  }

  /** Whether the server has said that there is no such account. */
  boolean knows(long name) {
    return table.find(name) != Table.NONE;
  }

  Table table() {
    return table;
  }

  private static int network(long state) {
    return (int) (state >>> 32) & 0xff_ffff;
  }

  private static int count(long state) {
    return (int) (state >>> 16) & 0xff;
  }

  private static int day(long state) {
    return (int) state & 0xffff;
  }
}
