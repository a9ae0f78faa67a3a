package org.redoubt.detect;

/**
 * Does a source work through a sorted list? Of k different names in no particular order, the k-th
 * is the highest so far with probability 1/k, exactly and whatever the names are. A sorted list
 * makes it so nearly always. Each new name adds the log of the ratio, once for rising and once for
 * falling order (cumulative sums, so a list that starts over is found again).
 */
final class AlphabetTest {
  /** Names are compared by their first bytes, as many as a long holds. */
  static final int BYTES = 8;

  private static final double IN_LIST = 0.95;
  private static final double OUT_OF_LIST = 0.05;
  private static final double WORST = -1;
  private static final double MOST = 4;
  private static final int FIRST_TESTED = 3;

  /** Two directions were tried, so a record is half the surprise. */
  private static final double TWO_DIRECTIONS = Math.log(2);

  private AlphabetTest() {}

  /** The beginning of a name as a number that sorts like it. */
  static long number(String name) {
    long number = 0;
    for (int i = 0; i < BYTES; i++) {
      int c = i < name.length() ? Math.min(name.charAt(i), 255) : 0;
      number = number << 8 | c;
    }
    return number;
  }

  /** The beginning of the name again. */
  static String text(long number) {
    StringBuilder text = new StringBuilder();
    for (int shift = 56; shift >= 0 && (number >>> shift & 255) != 0; shift -= 8) {
      text.append((char) (number >>> shift & 255));
    }
    return text.toString();
  }

  /** The source tried a new name; it is its k-th. */
  static void tried(Sources sources, int row, long name, int k) {
    long highest = sources.highest(row);
    long lowest = sources.lowest(row);
    if (highest == 0 && lowest == 0 || k <= 1) {
      sources.highest(row, name);
      sources.lowest(row, name);
      return;
    }
    if (name == highest || name == lowest) {
      return;
    }
    boolean isHighest = Long.compareUnsigned(name, highest) > 0;
    boolean isLowest = Long.compareUnsigned(name, lowest) < 0;
    if (k >= FIRST_TESTED) {
      sources.rising(row, sum(sources.rising(row), isHighest, k));
      sources.falling(row, sum(sources.falling(row), isLowest, k));
    }
    if (isHighest) {
      sources.highest(row, name);
    } else if (isLowest) {
      sources.lowest(row, name);
    }
  }

  private static double sum(double before, boolean record, int k) {
    double added =
        record ? Math.log(IN_LIST * k) : Math.max(WORST, Math.log(OUT_OF_LIST * k / (k - 1)));
    return Math.clamp(before + added, 0, 2 * MOST);
  }

  /** The log-odds for a sorted list, 0 to 4. */
  static double odds(Sources sources, int row) {
    return Math.clamp(raw(sources, row) - TWO_DIRECTIONS, 0, MOST);
  }

  static double raw(Sources sources, int row) {
    return Math.max(sources.rising(row), sources.falling(row));
  }

  static Campaign.Direction direction(Sources sources, int row) {
    return sources.rising(row) >= sources.falling(row)
        ? Campaign.Direction.RISING
        : Campaign.Direction.FALLING;
  }
}
