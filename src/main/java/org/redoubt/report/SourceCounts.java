package org.redoubt.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.redoubt.decide.Decision;
import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;

/**
 * What is counted of each source, in one row of numbers: as an object with its address it would be
 * three places in memory to wait for with each event.
 */
final class SourceCounts {
  static final int NONE = -1;

  private static final int FIRST_ROOM = 1 << 8;
  private static final int WIDTH = 8;
  private static final int HI = 0;
  private static final int LO = 1;
  private static final int ATTEMPTS = 2;
  private static final int SUCCESSES = 3;
  private static final int ACCOUNTS = 4;
  private static final int PROTOCOLS = 5;
  private static final int FIRST = 6;
  private static final int LAST = 7;

  private final int most;
  private final Places places = new Places();
  private final Map<Integer, Decision> decisions = new HashMap<>();
  private long[] rows = new long[FIRST_ROOM * WIDTH];
  private int size;

  SourceCounts(int most) {
    this.most = most;
  }

  /** The number of the source, or {@link #NONE}. */
  int find(Address address) {
    int hash = address.hashCode();
    int at = places.first(hash);
    while (at != Places.NONE && !isOf(places.number(at), address)) {
      at = places.next(at, hash);
    }
    return at == Places.NONE ? NONE : places.number(at);
  }

  private boolean isOf(int number, Address address) {
    return get(number, LO) == address.lo() && get(number, HI) == address.hi();
  }

  /** The number of the source, a new one if it has none; {@link #NONE} when there is no room. */
  int open(Address address) {
    int known = find(address);
    if (known != NONE || size >= most) {
      return known;
    }
    if (rows.length == size * WIDTH) {
      rows = Arrays.copyOf(rows, rows.length * 2);
    }
    int number = places.add(address.hashCode());
    size = number + 1;
    set(number, HI, address.hi());
    set(number, LO, address.lo());
    set(number, FIRST, Long.MAX_VALUE);
    set(number, LAST, Long.MIN_VALUE);
    return number;
  }

  void failed(int number, AuthEvent event) {
    add(number, ATTEMPTS, event.attempts());
    set(number, PROTOCOLS, get(number, PROTOCOLS) | 1L << event.protocol().ordinal());
    set(number, FIRST, Math.min(get(number, FIRST), event.atMillis()));
    set(number, LAST, Math.max(get(number, LAST), event.atMillis()));
  }

  void succeeded(int number) {
    add(number, SUCCESSES, 1);
  }

  void triedOneMoreAccount(int number) {
    add(number, ACCOUNTS, 1);
  }

  /** Keeps the first ban; else the first of what else was decided. */
  void decided(int number, Decision made) {
    Decision before = decisions.get(number);
    if (before == null || before.kind() != Decision.Kind.BAN && made.kind() == Decision.Kind.BAN) {
      decisions.put(number, made);
    }
  }

  int size() {
    return size;
  }

  Address source(int number) {
    return new Address(get(number, HI), get(number, LO));
  }

  long lastMillis(int number) {
    return get(number, LAST);
  }

  /**
   * All of them.
   *
   * @param scores by number: the log-odds at the end
   */
  Stream<SourceTally> tallies(double[] scores) {
    return IntStream.range(0, size).mapToObj(number -> tally(number, scores[number]));
  }

  private SourceTally tally(int number, double score) {
    return new SourceTally(
        source(number),
        get(number, ATTEMPTS),
        get(number, SUCCESSES),
        (int) get(number, ACCOUNTS),
        (int) get(number, PROTOCOLS),
        get(number, FIRST),
        get(number, LAST),
        score,
        decisions.get(number));
  }

  private void add(int number, int field, long more) {
    rows[number * WIDTH + field] += more;
  }

  private long get(int number, int field) {
    return rows[number * WIDTH + field];
  }

  private void set(int number, int field, long value) {
    rows[number * WIDTH + field] = value;
  }
}
