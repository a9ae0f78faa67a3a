package org.redoubt.parse;

/**
 * Reads the dates that only single programs write, up to the hour. Keeps what it read until the
 * next call. Not thread-safe.
 */
final class RareDate {
  private static final int LONGEST_MONTH = 16;

  private int year;
  private int month;
  private int day;
  private int hourFrom;
  private StampStyle style = StampStyle.NONE;

  /** A or P for a clock of twelve hours, else 0. */
  private byte half;

  /** The year, or 0 when the date has none. */
  int year() {
    return year;
  }

  int month() {
    return month;
  }

  int day() {
    return day;
  }

  /** The hour, or -1. */
  int hour(byte[] b) {
    int hour = number(b, hourFrom);
    if (half == 0) {
      return hour;
    }
    return hour < 1 || hour > 12 ? -1 : hour % 12 + (half == 'P' ? 12 : 0);
  }

  /** Whether AM or PM stands behind the clock. */
  boolean isTwelveHours() {
    return half != 0;
  }

  /** Where the hour begins. */
  int hourFrom() {
    return hourFrom;
  }

  StampStyle style() {
    return style;
  }

  /** Whether the month and the day could also be read the other way round. */
  boolean isAmbiguous() {
    return style == StampStyle.NUMERIC && half == 0 && month <= 12 && day <= 12;
  }

  boolean read(byte[] b, int from, int to) {
    half = 0;
    boolean bracketed = b[from] == '[';
    int at = bracketed ? from + 1 : from;
    boolean found = day(b, at, to) || !bracketed && (dashed(b, at, to) || words(b, at, to));
    style = !found ? StampStyle.NONE : bracketed ? StampStyle.BRACKETED : style;
    return found;
  }

  /**
   * {@code 26-Mar-2026 }, {@code 26/Mar/2026:}, {@code 26/03/2026 }, and inside of brackets {@code
   * 2026-03-26 }. With AM or PM the month comes first.
   */
  private boolean day(byte[] b, int from, int to) {
    if (to - from < 18 || !isDigit(b[from])) {
      return false;
    }
    if (b[from + 4] == '-' && b[from + 7] == '-') {
      return set(b, from, from + 4, number(b, from + 5), number(b, from + 8), from + 11);
    }
    if (b[from + 4] == ':' && b[from + 7] == ':' && b[from + 10] == '-') {
      style = StampStyle.COLONS;
      return set(b, from, from + 4, number(b, from + 5), number(b, from + 8), from + 11);
    }
    byte mark = b[from + 2];
    if (mark != '-' && mark != '/') {
      return false;
    }
    style = StampStyle.NUMERIC;
    if (b[from + 5] == mark) {
      half = half(b, from + 19, to);
      int month = half == 0 ? from + 3 : from;
      int day = half == 0 ? from : from + 3;
      return set(b, from + 6, from + 10, number(b, month), number(b, day), from + 11);
    }
    return b[from + 6] == mark
        && set(
            b,
            from + 7,
            from + 11,
            MonthNames.english(b, from + 3, from + 6),
            number(b, from),
            from + 12);
  }

  private static byte half(byte[] b, int at, int to) {
    boolean letters = to - at > 3 && b[at] == ' ' && b[at + 2] == 'M' && b[at + 3] == ' ';
    return letters && (b[at + 1] == 'A' || b[at + 1] == 'P') ? b[at + 1] : 0;
  }

  /** {@code Jul-30-16 17:07:25}. */
  private boolean dashed(byte[] b, int from, int to) {
    style = StampStyle.DASHED;
    boolean fits = to - from >= 18 && b[from + 3] == '-' && b[from + 6] == '-';
    return fits
        && set(
            b,
            from + 7,
            from + 9,
            MonthNames.english(b, from, from + 3),
            number(b, from + 4),
            from + 10);
  }

  /** {@code févr. 25 08:43:16}, {@code Sat Dec 28 19:03:53 2013}. */
  private boolean words(byte[] b, int from, int to) {
    int end = isDigit(b[from]) && b[from + 1] == ' ' ? -1 : wordEnd(b, from, to);
    if (end < 0) {
      return false;
    }
    style = StampStyle.SYSLOG;
    int word = MonthNames.month(b, from, end);
    if (word == 0 && end - from == 3 && end + 5 < to) {
      style = StampStyle.WEEKDAY;
      int next = wordEnd(b, end + 1, to);
      word = next < 0 ? 0 : MonthNames.english(b, end + 1, next);
      end = next;
    }
    if (word == 0) {
      return false;
    }
    int dayFrom = blanks(b, end, to);
    int dayTo = digits(b, dayFrom, to);
    hourFrom = dayTo + 1;
    month = word;
    day = Bytes.number(b, dayFrom, dayTo, 99);
    year = 0;
    boolean clock = isClock(b, hourFrom, to);
    if (clock && style == StampStyle.WEEKDAY) {
      int yearFrom = hourFrom + 9;
      year = yearFrom + 4 <= to ? Bytes.number(b, yearFrom, yearFrom + 4, 9999) : -1;
    }
    return clock && day > 0 && year >= 0;
  }

  private boolean set(byte[] b, int yearFrom, int yearTo, int month, int day, int hourFrom) {
    this.year = Bytes.number(b, yearFrom, yearTo, 9999) + (yearTo - yearFrom == 2 ? 2000 : 0);
    boolean swapped = style == StampStyle.NUMERIC && month > 12;
    this.month = swapped ? day : month;
    this.day = swapped ? month : day;
    this.hourFrom = hourFrom;
    return year > 0 && this.month > 0 && this.day > 0 && b[hourFrom + 2] == ':';
  }

  /** Reads the month as the day and the day as the month. */
  void swap() {
    int kept = month;
    month = day;
    day = kept;
  }

  private static boolean isClock(byte[] b, int at, int to) {
    return to - at >= 8 && b[at + 2] == ':' && b[at + 5] == ':';
  }

  private static int wordEnd(byte[] b, int from, int to) {
    int most = Math.min(to, from + LONGEST_MONTH);
    int end = Bytes.indexOf(b, from, most, (byte) ' ');
    return end <= from ? -1 : end;
  }

  private static int blanks(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] == ' ') {
      at++;
    }
    return at;
  }

  private static int digits(byte[] b, int from, int to) {
    int at = from;
    while (at < to && isDigit(b[at])) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int number(byte[] b, int at) {
    return Bytes.number(b, at, at + 2, 99);
  }
}
