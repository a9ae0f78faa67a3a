package org.redoubt.detect;

/**
 * What is known of each source that failed: one row of numbers. Log-odds fade by half in the
 * half-life; where people log in they also sink with the number of people, because honest failures
 * grow with it.
 */
final class Sources {
  /** Honest evidence of one account and day, in nats; what sinks is that much. */
  private static final double DRIFT_A_DAY = 0.06;

  private static final long BACKWARD_JUMP_MILLIS = 3_600_000;
  private static final long LIST_ENDS_MILLIS = 6 * 3_600_000L;

  private static final int ODDS = 0;
  private static final int TIME = 1;
  private static final int HELD = 2;
  private static final int RECORDS = 3;
  private static final int HIGHEST = 4;
  private static final int LOWEST = 5;
  private static final int COUNTS = 6;
  private static final int LATEST = 7;
  static final int NAMES_AT = 8;
  static final int NAMES_KEPT = 6;
  private static final int PASSWORDS_AT = 14;
  private static final int PASSWORDS_KEPT = 4;
  private static final int PASSWORD_FIELDS = 2;

  private final Table table;
  private final double fadePerMilli;
  private final boolean seesPasswords;

  Sources(DetectSettings settings, HashKey key) {
    fadePerMilli = Math.log(2) / settings.halfLife().toMillis();
    seesPasswords = settings.vantage() == Vantage.HOOK;
    int fields = PASSWORDS_AT + (seesPasswords ? PASSWORD_FIELDS : 0);
    table = new Table(2, fields, settings.sources(), key, this::worth);
  }

  private double worth(Table rows, int row, long nowMillis) {
    double faded = odds(row) / (1 + fadePerMilli * Math.abs(nowMillis - time(row)));
    return held(row, nowMillis) ? faded + 100 : faded;
  }

  Table table() {
    return table;
  }

  int find(long hi, long lo) {
    return table.find(hi, lo);
  }

  int insert(long hi, long lo, long nowMillis) {
    int row = table.insert(hi, lo, nowMillis);
    table.set(row, TIME, nowMillis);
    return row;
  }

  /** Brings the row to this time. */
  void advance(int row, double people, long nowMillis) {
    long passed = nowMillis - time(row);
    if (passed <= 0) {
      if (passed < -BACKWARD_JUMP_MILLIS) {
        table.set(row, TIME, nowMillis);
      }
      return;
    }
    double faded = odds(row) * Math.exp(-fadePerMilli * passed);
    odds(row, faded - DRIFT_A_DAY * people * passed / Days.MILLIS);
    table.set(row, TIME, nowMillis);
    if (people > 0 && passed > LIST_ENDS_MILLIS) {
      forgetOrder(row);
    }
  }

  long time(int row) {
    return table.get(row, TIME);
  }

  double odds(int row) {
    return high(row, ODDS);
  }

  void odds(int row, double nats) {
    high(row, ODDS, Math.max(0, nats));
  }

  /** What familiar accounts added; it has a cap of its own. */
  double familiarOdds(int row) {
    return low(row, ODDS);
  }

  void familiarOdds(int row, double nats) {
    low(row, ODDS, nats);
  }

  boolean held(int row, long nowMillis) {
    return Days.later((int) (table.get(row, HELD) >>> 32), nowMillis);
  }

  void hold(int row, long untilMillis) {
    long rest = table.get(row, HELD) & 0xffff_ffffL;
    table.set(row, HELD, (long) Days.seconds(untilMillis) << 32 | rest);
  }

  /** What is banned is told anew, and the pieces of evidence are not saved. */
  void afterLoad() {
    table.forEach(row -> table.set(row, HELD, 0));
  }

  /** The number of the last piece of evidence. */
  int evidence(int row) {
    return (int) table.get(row, HELD);
  }

  void evidence(int row, int number) {
    long rest = table.get(row, HELD) & ~0xffff_ffffL;
    table.set(row, HELD, rest | Integer.toUnsignedLong(number));
  }

  double rising(int row) {
    return high(row, RECORDS);
  }

  void rising(int row, double nats) {
    high(row, RECORDS, nats);
  }

  double falling(int row) {
    return low(row, RECORDS);
  }

  void falling(int row, double nats) {
    low(row, RECORDS, nats);
  }

  long highest(int row) {
    return table.get(row, HIGHEST);
  }

  void highest(int row, long name) {
    table.set(row, HIGHEST, name);
  }

  long lowest(int row) {
    return table.get(row, LOWEST);
  }

  void lowest(int row, long name) {
    table.set(row, LOWEST, name);
  }

  private void forgetOrder(int row) {
    table.set(row, RECORDS, 0);
    table.set(row, HIGHEST, 0);
    table.set(row, LOWEST, 0);
    names(row, 0);
  }

  /** How many different names it tried. */
  int names(int row) {
    return (int) (table.get(row, COUNTS) >>> 48);
  }

  void names(int row, int count) {
    long rest = table.get(row, COUNTS) & 0xffff_ffff_ffffL;
    table.set(row, COUNTS, (long) Math.clamp(count, 0, 0xffff) << 48 | rest);
  }

  /** The campaign it belongs to, as its number in 16 bits; 0 for none. */
  int campaign(int row) {
    return (int) (table.get(row, COUNTS) >>> 32 & 0xffff);
  }

  void campaign(int row, int number) {
    long rest = table.get(row, COUNTS) & 0xffff_0000_ffff_ffffL;
    table.set(row, COUNTS, rest | (long) number << 32);
  }

  /** When the allowance of tries would be whole again, in seconds. */
  int flood(int row) {
    return (int) table.get(row, COUNTS);
  }

  void flood(int row, int seconds) {
    long rest = table.get(row, COUNTS) & ~0xffff_ffffL;
    table.set(row, COUNTS, rest | Integer.toUnsignedLong(seconds));
  }

  /** The last guess, for the server to take back. */
  void latest(int row, int name, double nats) {
    table.set(row, LATEST, (long) name << 32 | bits(nats));
  }

  int latestName(int row) {
    return (int) (table.get(row, LATEST) >>> 32);
  }

  double latestOdds(int row) {
    return low(row, LATEST);
  }

  /** Where the name is kept, or -1. */
  int nameAt(int row, int name) {
    for (int i = 0; i < NAMES_KEPT; i++) {
      if ((int) (name(row, i) >>> 32) == name) {
        return i;
      }
    }
    return -1;
  }

  /** A kept name: its hash, what it added in 1/32 nat, and when it was last tried. */
  long name(int row, int at) {
    return table.get(row, NAMES_AT + at);
  }

  void name(int row, int at, long kept) {
    table.set(row, NAMES_AT + at, kept);
  }

  /** The evidence that does not come from this name, as far as names are kept. */
  double otherOdds(int row, int name) {
    int at = nameAt(row, name);
    return at < 0 ? odds(row) : Math.max(0, odds(row) - TriedName.nats(name(row, at)));
  }

  /** How many of the names kept got in though it had been guessing. */
  int breached(int row) {
    int count = 0;
    for (int i = 0; i < NAMES_KEPT; i++) {
      int sum = TriedName.sum(name(row, i));
      count += sum == TriedName.BREACHED || sum == TriedName.STOLEN ? 1 : 0;
    }
    return count;
  }

  /** The place for a new name: an empty one, or that of the name tried longest ago. */
  int placeForName(int row, long nowMillis) {
    int oldest = 0;
    int age = -1;
    for (int i = 0; i < NAMES_KEPT; i++) {
      long kept = name(row, i);
      int since = kept == 0 ? Integer.MAX_VALUE : Days.since(TriedName.seconds(kept), nowMillis);
      if (since > age) {
        oldest = i;
        age = since;
      }
    }
    return oldest;
  }

  /** Whether this password was tried lately, if such are seen here; from now on it was. */
  boolean triedBefore(int row, int password) {
    if (!seesPasswords) {
      return false;
    }
    int free = -1;
    for (int i = 0; i < PASSWORDS_KEPT; i++) {
      int kept = password(row, i);
      if (kept == password) {
        return true;
      }
      free = kept == 0 && free < 0 ? i : free;
    }
    password(row, free >= 0 ? free : (password & PASSWORDS_KEPT - 1), password);
    return false;
  }

  private int password(int row, int at) {
    return (int) (table.get(row, PASSWORDS_AT + (at >> 1)) >>> ((at & 1) << 5));
  }

  private void password(int row, int at, int value) {
    int shift = (at & 1) << 5;
    long rest = table.get(row, PASSWORDS_AT + (at >> 1)) & ~(0xffff_ffffL << shift);
    table.set(row, PASSWORDS_AT + (at >> 1), rest | Integer.toUnsignedLong(value) << shift);
  }

  private double high(int row, int field) {
    return Float.intBitsToFloat((int) (table.get(row, field) >>> 32));
  }

  private void high(int row, int field, double value) {
    table.set(row, field, bits(value) << 32 | table.get(row, field) & 0xffff_ffffL);
  }

  private double low(int row, int field) {
    return Float.intBitsToFloat((int) table.get(row, field));
  }

  private void low(int row, int field, double value) {
    table.set(row, field, table.get(row, field) & ~0xffff_ffffL | bits(value));
  }

  private static long bits(double value) {
    return Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
  }
}
