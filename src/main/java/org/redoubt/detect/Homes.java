package org.redoubt.detect;

import org.redoubt.event.AuthEvent;

/**
 * Where accounts are at home: the networks and regions each has logged in from, and which accounts
 * exist at all. Learned from successes and account lists alone; one account can add a bounded
 * number of networks a month, so a stolen one cannot fill the table.
 */
final class Homes {
  private static final int NETWORKS_A_MONTH = 64;
  private static final int MONTH_DAYS = 30;
  private static final int FORMER_DAYS = 400;
  private static final long LISTED = 1L << 48;
  private static final int STATE = 0;
  private static final int PASSWORDS = 1;

  private final HashKey key;
  private final int familiarDays;
  private final boolean seesPasswords;
  private final Table pairs;
  private final Table accounts;

  Homes(DetectSettings settings, HashKey key) {
    this.key = key;
    familiarDays = (int) settings.familiarFor().toDays();
    pairs = new Table(1, 1, settings.familiarPairs(), key, Homes::worth);
    seesPasswords = settings.vantage() == Vantage.HOOK;
    accounts = new Table(1, seesPasswords ? 2 : 1, settings.accounts(), key, Homes::worth);
  }

  private static double worth(Table table, int row, long nowMillis) {
    return table.get(row, STATE) & 0xffff;
  }

  /** Whether the account has logged in from the network (or region) lately. */
  boolean familiar(long account, long place, long nowMillis) {
    int row = pairs.find(key.of(account, place));
    return row != Table.NONE && recent(pairs.get(row, STATE), nowMillis, familiarDays);
  }

  /** Whether the account exists: somebody has used it, or it was listed. */
  boolean exists(long account) {
    return accounts.find(account) != Table.NONE;
  }

  /** Whether somebody used the account within the last year or so. */
  boolean former(long account, long nowMillis) {
    int row = accounts.find(account);
    return row != Table.NONE && recent(accounts.get(row, STATE), nowMillis, FORMER_DAYS);
  }

  /** How many accounts somebody has used within so many days. */
  int usedWithin(int days, long nowMillis) {
    int[] used = {0};
    accounts.forEach(row -> used[0] += recent(accounts.get(row, STATE), nowMillis, days) ? 1 : 0);
    return used[0];
  }

  private static boolean recent(long state, long nowMillis, int days) {
    int last = (int) (state & 0xffff);
    return last != 0 && Days.of(nowMillis) - last <= days;
  }

  void list(long account, long nowMillis) {
    int row = account(account, nowMillis);
    accounts.set(row, STATE, accounts.get(row, STATE) | LISTED);
  }

  /** The account logged in from the network in the region; how well it knew the place before. */
  Tier learn(long account, long network, long region, long nowMillis) {
    int row = account(account, nowMillis);
    accounts.set(row, STATE, onDay(accounts.get(row, STATE), nowMillis));
    Tier before = tier(account, network, region, nowMillis);
    if (pairs.find(key.of(account, network)) != Table.NONE || mayAdd(row, nowMillis)) {
      touch(key.of(account, network), nowMillis);
      touch(key.of(account, region), nowMillis);
    }
    return before;
  }

  private Tier tier(long account, long network, long region, long nowMillis) {
    if (familiar(account, network, nowMillis)) {
      return Tier.HOME;
    }
    return familiar(account, region, nowMillis) ? Tier.NEARBY : Tier.STRANGE;
  }

  /** The account's password has this fingerprint. */
  void password(long account, int fingerprint) {
    int row = accounts.find(account);
    if (!seesPasswords || fingerprint == AuthEvent.NO_FINGERPRINT || row == Table.NONE) {
      return;
    }
    long kept = accounts.get(row, PASSWORDS);
    if ((int) (kept >>> 32) != fingerprint + 1) {
      accounts.set(row, PASSWORDS, (long) (fingerprint + 1) << 32 | kept >>> 32);
    }
  }

  /** Whether the account had a password of this fingerprint before its present one. */
  boolean wasPassword(long account, int fingerprint) {
    int row = seesPasswords ? accounts.find(account) : Table.NONE;
    return row != Table.NONE && (int) accounts.get(row, PASSWORDS) == fingerprint + 1;
  }

  private int account(long account, long nowMillis) {
    int row = accounts.find(account);
    return row == Table.NONE ? accounts.insert(account, nowMillis) : row;
  }

  private static long onDay(long state, long nowMillis) {
    int last = (int) Math.max(state & 0xffff, Days.of(nowMillis));
    return state & ~0xffffL | last;
  }

  private boolean mayAdd(int row, long nowMillis) {
    long state = accounts.get(row, STATE);
    int month = Days.of(nowMillis) / MONTH_DAYS & 0xffff;
    int added = (int) (state >>> 32 & 0xffff);
    if ((int) (state >>> 16 & 0xffff) != month) {
      added = 0;
    }
    if (added >= NETWORKS_A_MONTH) {
      return false;
    }
    long rest = state & (LISTED | 0xffffL);
    accounts.set(row, STATE, rest | (long) (added + 1) << 32 | (long) month << 16);
    return true;
  }

  private void touch(long pair, long nowMillis) {
    int row = pairs.find(pair);
    if (row == Table.NONE) {
      row = pairs.insert(pair, nowMillis);
    }
    pairs.set(row, STATE, onDay(pairs.get(row, STATE), nowMillis));
  }

  Table pairs() {
    return pairs;
  }

  Table accounts() {
    return accounts;
  }
}
