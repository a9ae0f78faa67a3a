package org.redoubt.parse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Reads the time stamps of one log, line after line; remembers the last hour, since the next line
 * is nearly always in it.
 *
 * <p>A stamp without a year belongs to the latest year that does not put it more than a day after
 * the reading time; one without a day to the latest day that does not put it more than an hour
 * after it. A stamp without a zone is in the server's; of the two hours of the change from summer
 * time the first is taken until the clock jumps back. Not thread-safe.
 */
final class Stamps {
  /** No stamp here. */
  static final int NONE = -1;

  /** Looks like a stamp and is no date. */
  static final int WRONG = -2;

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int SHORTEST = 15;

  /** Bytes of {@code Mar 26 10:31:36 }. */
  private static final int USUAL = 16;

  /** What stands between the date and the hour. */
  private static final String STYLE_MARKS = "T _";

  private static final long DAY_MILLIS = 86_400_000L;
  private static final long HOUR_MILLIS = 3_600_000L;
  private static final long JUMP_BACK_MILLIS = 600_000L;
  private static final long TAI_EPOCH = 1L << 62;

  /** Unix time plus this is what multilog writes. */
  private static final long TAI_OFFSET_SECONDS = 10;

  private final ZoneId zone;
  private final RareDate rare = new RareDate();
  private long referenceMillis;
  private long millis;
  private StampStyle style = StampStyle.NONE;

  /** The bytes that named the hour last read, and the time at which it began. */
  private long hourKey;

  private long hourTail;
  private long hourMillis;
  private long hourOffsetMillis;
  private boolean hourTwice;

  /** The usual stamp last read, by its first and last eight bytes; no stamp is all zeros. */
  private long lastHead;

  private long lastTail;
  private long lastMillis;

  Stamps(ZoneId zone) {
    this.zone = zone;
  }

  /** Sets the reading time: now for a live log, the time of its last change for an old one. */
  void reference(long atMillis) {
    referenceMillis = atMillis;
  }

  /** The time of the stamp last read. */
  long millis() {
    return millis;
  }

  /** How the stamp last read was written. */
  StampStyle style() {
    return style;
  }

  /** Takes a time that stands elsewhere in the line for that of the stamp. */
  void millis(long atMillis) {
    millis = atMillis;
  }

  /**
   * Reads a stamp at {@code from}.
   *
   * @return where the text behind it begins, {@link #NONE} or {@link #WRONG}
   */
  int read(byte[] b, int from, int to) {
    style = StampStyle.NONE;
    if (to - from < SHORTEST) {
      return NONE;
    }
    byte first = b[from];
    if (first >= '0' && first <= '9' && (b[from + 4] == '-' || b[from + 4] == '/')) {
      return dated(b, from, to);
    }
    if (first == '@') {
      return tai(b, from, to);
    }
    if (b[from + 2] == ':' && b[from + 5] == ':' && b[from + 8] == '.') {
      return clockOnly(b, from, to);
    }
    int end = b[from + 3] == ' ' && first > '9' ? bsd(b, from, to) : NONE;
    return end == NONE ? rare(b, from, to) : end;
  }

  /** {@code Mar 6 10:31:36}, {@code Mar 6 …}, {@code Mar 26 2026 10:31:36}. */
  private int bsd(byte[] b, int from, int to) {
    boolean usual = b[from + 6] == ' ' && b[from + 9] == ':' && b[from + 12] == ':';
    if (usual) {
      long key = Bytes.eight(b, from);
      if (key == lastHead && isAgain(b, from, to)) {
        millis = lastMillis;
        style = StampStyle.SYSLOG;
        return from + USUAL;
      }
      if (key == hourKey && b[from + 8] == hourTail) {
        style = StampStyle.SYSLOG;
        int end = clock(b, from + 9, to);
        if (end == from + USUAL - 1 && !hourTwice) {
          lastHead = key;
          lastTail = Bytes.eight(b, from + USUAL - 1 - Long.BYTES);
          lastMillis = millis;
        }
        return afterBlanks(b, end, to);
      }
    }
    int month = month(b, from);
    if (month == 0) {
      return NONE;
    }
    int at = from + 4 + (b[from + 4] == ' ' ? 1 : 0);
    int dayEnd = digits(b, at, to);
    int day = Bytes.number(b, at, dayEnd, 99);
    int hourAt = dayEnd + 1;
    int hourEnd = digits(b, hourAt, to);
    int year = 0;
    if (hourEnd - hourAt == 4) {
      year = Bytes.number(b, hourAt, hourEnd, 9999);
      hourAt = hourEnd + 1;
      hourEnd = digits(b, hourAt, to);
    }
    int hour = Bytes.number(b, hourAt, hourEnd, 99);
    if (day < 0 || hour < 0 || hourEnd >= to || b[hourEnd] != ':') {
      return NONE;
    }
    if (!setHour(year, month, day, hour)) {
      return WRONG;
    }
    hourKey = usual ? Bytes.eight(b, from) : 0;
    hourTail = usual ? b[from + 8] : 0;
    style = StampStyle.SYSLOG;
    return afterBlanks(b, clock(b, hourEnd, to), to);
  }

  /** Whether it is to the byte the stamp before, with one blank behind it. */
  private boolean isAgain(byte[] b, int from, int to) {
    return to - from > USUAL
        && b[from + USUAL - 1] == ' '
        && b[from + USUAL] != ' '
        && Bytes.eight(b, from + USUAL - 1 - Long.BYTES) == lastTail;
  }

  /** {@code 2026-03-26T10:31:36.123456+01:00} and its relatives with a blank, a slash, no zone. */
  private int dated(byte[] b, int from, int to) {
    if (to - from < 19 || b[from + 13] != ':' || b[from + 16] != ':') {
      return NONE;
    }
    long key = Bytes.eight(b, from);
    long tail = Bytes.eight(b, from + 5);
    if (key != hourKey || tail != hourTail) {
      if (STYLE_MARKS.indexOf(b[from + 10]) < 0) {
        return NONE;
      }
      int year = Bytes.number(b, from, from + 4, 9999);
      int month = Bytes.number(b, from + 5, from + 7, 99);
      int day = Bytes.number(b, from + 8, from + 10, 99);
      int hour = Bytes.number(b, from + 11, from + 13, 99);
      if (year < 1 || month < 1 || day < 0 || hour < 0 || !setHour(year, month, day, hour)) {
        return WRONG;
      }
      hourKey = key;
      hourTail = tail;
    }
    int at = clock(b, from + 13, to);
    if (at < 0) {
      return at;
    }
    at = zone(b, at, to);
    boolean iso = b[from + 10] == 'T';
    boolean column = iso && at < to && b[at] == ',';
    style = b[from + 4] == '/' ? StampStyle.SLASHED : iso ? StampStyle.ISO : StampStyle.DATED;
    style = column ? StampStyle.COLUMN : style;
    return at;
  }

  /** What only single programs write; not remembered from line to line. */
  private int rare(byte[] b, int from, int to) {
    if (!rare.read(b, from, to)) {
      return NONE;
    }
    hourKey = 0;
    int hour = rare.hour(b);
    if (hour < 0 || !setHour(rare.year(), rare.month(), rare.day(), hour)) {
      return WRONG;
    }
    if (rare.isAmbiguous() && hourMillis > referenceMillis + DAY_MILLIS) {
      rare.swap();
      setHour(rare.year(), rare.month(), rare.day(), hour);
    }
    int at = clock(b, rare.hourFrom() + 2, to);
    if (at < 0) {
      return at;
    }
    style = rare.style();
    at = rare.isTwelveHours() ? at + 3 : at;
    at = style == StampStyle.WEEKDAY ? Math.min(to, at + 5) : zone(b, at, to);
    if (style == StampStyle.BRACKETED) {
      return at < to && b[at] == ']' ? afterBracket(b, at + 1, to) : NONE;
    }
    return afterBlanks(b, at, to);
  }

  /** Some write a colon behind the bracket. */
  private static int afterBracket(byte[] b, int from, int to) {
    return blank(b, from < to && b[from] == ':' ? from + 1 : from, to);
  }

  /** {@code 10:31:36.123}. */
  private int clockOnly(byte[] b, int from, int to) {
    int hour = two(b, from);
    if (hour < 0) {
      return NONE;
    }
    hourKey = 0;
    LocalDate today = Instant.ofEpochMilli(referenceMillis).atZone(zone).toLocalDate();
    if (hour > 23 || !setHour(today.atTime(hour, 0))) {
      return WRONG;
    }
    if (hourMillis > referenceMillis + HOUR_MILLIS) {
      setHour(today.minusDays(1).atTime(hour, 0));
    }
    int at = clock(b, from + 2, to);
    style = StampStyle.CLOCK;
    return afterBlanks(b, at, to);
  }

  /** The minutes, seconds and fraction from the colon at {@code at}. */
  private int clock(byte[] b, int at, int to) {
    if (to - at < 6 || b[at + 3] != ':') {
      return NONE;
    }
    int minute = two(b, at + 1);
    int second = two(b, at + 4);
    if (minute < 0 || minute > 59 || second < 0 || second > 60) {
      return WRONG;
    }
    int end = at + 6;
    int fraction = 0;
    if (end < to && (b[end] == '.' || b[end] == ',')) {
      int scale = 100;
      for (end++; end < to && b[end] >= '0' && b[end] <= '9'; end++) {
        fraction += (b[end] - '0') * scale;
        scale /= 10;
      }
    }
    long read = hourMillis + (minute * 60L + second) * 1000 + fraction;
    if (hourTwice && read < millis - JUMP_BACK_MILLIS) {
      hourTwice = false;
      hourMillis += HOUR_MILLIS;
      hourOffsetMillis -= HOUR_MILLIS;
      read += HOUR_MILLIS;
    }
    millis = read;
    return end;
  }

  /** An offset such as {@code Z}, {@code +01:00}, {@code +0100} corrects the time. */
  private int zone(byte[] b, int at, int to) {
    int sign = at;
    if (sign + 5 < to && b[sign] == ' ' && (b[sign + 1] == '+' || b[sign + 1] == '-')) {
      sign++;
    }
    if (at < to && b[at] == 'Z') {
      toZone(0);
      return blank(b, at + 1, to);
    }
    if (sign + 4 < to && (b[sign] == '+' || b[sign] == '-')) {
      int hours = two(b, sign + 1);
      int minutesAt = sign + 3 + (b[sign + 3] == ':' ? 1 : 0);
      int minutes = minutesAt + 1 < to ? two(b, minutesAt) : -1;
      if (hours >= 0 && minutes >= 0) {
        toZone((b[sign] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60));
        return blank(b, minutesAt + 2, to);
      }
    }
    return blank(b, at, to);
  }

  /** The hour was taken in the server's zone; this stamp names its own. */
  private void toZone(int offsetSeconds) {
    millis += hourOffsetMillis - offsetSeconds * 1000L;
  }

  private boolean setHour(int year, int month, int day, int hour) {
    if (month > 12 || day < 1 || hour > 23) {
      return false;
    }
    if (year > 0) {
      return day <= Year.of(year).atMonth(month).lengthOfMonth()
          && setHour(LocalDateTime.of(year, month, day, hour, 0));
    }
    int latest = Instant.ofEpochMilli(referenceMillis).atZone(zone).getYear() + 1;
    for (int guess = latest; guess > latest - 10; guess--) {
      if (day <= Year.of(guess).atMonth(month).lengthOfMonth()
          && setHour(LocalDateTime.of(guess, month, day, hour, 0))
          && hourMillis <= referenceMillis + DAY_MILLIS) {
        return true;
      }
    }
    return false;
  }

  private boolean setHour(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    hourTwice = offsets.size() > 1;
    ZoneOffset offset = offsets.isEmpty() ? zone.getRules().getOffset(local) : offsets.getFirst();
    hourOffsetMillis = offset.getTotalSeconds() * 1000L;
    hourMillis = local.toEpochSecond(ZoneOffset.UTC) * 1000 - hourOffsetMillis;
    return true;
  }

  /** {@code @4000000050d5ec3a0c1f2e3c}: TAI64N of multilog. */
  private int tai(byte[] b, int from, int to) {
    if (to - from < 25) {
      return NONE;
    }
    long seconds = hex(b, from + 1, 16);
    long nanos = hex(b, from + 17, 8);
    if (seconds < TAI_EPOCH || seconds > TAI_EPOCH + (1L << 40) || nanos < 0) {
      return NONE;
    }
    millis = (seconds - TAI_EPOCH - TAI_OFFSET_SECONDS) * 1000 + nanos / 1_000_000;
    style = StampStyle.TAI64N;
    return blank(b, from + 25, to);
  }

  private static long hex(byte[] b, int from, int count) {
    long value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = Character.digit(b[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private static int month(byte[] b, int from) {
    for (int i = 0; i < 36; i += 3) {
      if (b[from] == MONTHS.charAt(i)
          && b[from + 1] == MONTHS.charAt(i + 1)
          && b[from + 2] == MONTHS.charAt(i + 2)) {
        return i / 3 + 1;
      }
    }
    return 0;
  }

  private static int two(byte[] b, int at) {
    int tens = b[at] - '0';
    int ones = b[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static int digits(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] >= '0' && b[at] <= '9') {
      at++;
    }
    return at;
  }

  private static int afterBlanks(byte[] b, int from, int to) {
    return from < 0 ? from : blank(b, from, to);
  }

  private static int blank(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] == ' ') {
      at++;
    }
    return at;
  }
}
