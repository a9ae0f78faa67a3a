package org.redoubt.report;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.redoubt.event.Account;

/** What is counted of each account. */
final class AccountCounts {
  static final int NONE = -1;

  private static final int FIRST_ROOM = 1 << 8;
  private static final int WIDTH = 3;
  private static final int ATTEMPTS = 0;
  private static final int SUCCESSES = 1;
  private static final int SOURCES = 2;

  private final int most;
  private final Places places = new Places();
  private Account[] accounts = new Account[FIRST_ROOM];
  private long[] rows = new long[FIRST_ROOM * WIDTH];
  private int size;

  AccountCounts(int most) {
    this.most = most;
  }

  /** The number of the account, or {@link #NONE}. */
  int find(Account account) {
    int hash = account.hashCode();
    int at = places.first(hash);
    while (at != Places.NONE && !accounts[places.number(at)].equals(account)) {
      at = places.next(at, hash);
    }
    return at == Places.NONE ? NONE : places.number(at);
  }

  /** The number of the account, a new one if it has none; {@link #NONE} when there is no room. */
  int open(Account account) {
    int known = find(account);
    if (known != NONE || size >= most) {
      return known;
    }
    if (accounts.length == size) {
      accounts = Arrays.copyOf(accounts, size * 2);
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    int number = places.add(account.hashCode());
    size = number + 1;
    accounts[number] = account;
    return number;
  }

  void failed(int number, int attempts) {
    rows[number * WIDTH + ATTEMPTS] += attempts;
  }

  void succeeded(int number) {
    rows[number * WIDTH + SUCCESSES]++;
  }

  void triedByOneMoreSource(int number) {
    rows[number * WIDTH + SOURCES]++;
  }

  Stream<AccountTally> tallies() {
    return IntStream.range(0, size)
        .mapToObj(number ->
            new AccountTally(
                accounts[number],
                rows[number * WIDTH + ATTEMPTS],
                rows[number * WIDTH + SUCCESSES],
                (int) rows[number * WIDTH + SOURCES]));
  }
}
