package org.redoubt.report;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and lengths of time as people read them, in the zone of the log. */
final class Spans {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ROOT);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private final ZoneId zone;

  Spans(ZoneId zone) {
    this.zone = zone;
  }

  /** {@code 26 Mar 2026 10:31:36}. */
  String at(long millis) {
    ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(zone);
    return DAY.format(time) + " " + CLOCK.format(time);
  }

  /** {@code 26 Mar 2026 10:31:36 to 10:40:02}, the second day only where it is another one. */
  String fromTo(long fromMillis, long toMillis) {
    LocalDate first = Instant.ofEpochMilli(fromMillis).atZone(zone).toLocalDate();
    LocalDate last = Instant.ofEpochMilli(toMillis).atZone(zone).toLocalDate();
    String end =
        first.equals(last)
            ? CLOCK.format(Instant.ofEpochMilli(toMillis).atZone(zone))
            : at(toMillis);
    return at(fromMillis) + " to " + end;
  }

  /** The two largest units: {@code 23 h 50 min}, {@code 2 s}. */
  static String length(long millis) {
    Duration length = Duration.ofMillis(millis);
    long[] counts = {
      length.toDays(), length.toHoursPart(), length.toMinutesPart(), length.toSecondsPart()
    };
    String[] units = {"d", "h", "min", "s"};
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        boolean second = i + 1 < counts.length && counts[i + 1] > 0;
        return counts[i]
            + " "
            + units[i]
            + (second ? " " + counts[i + 1] + " " + units[i + 1] : "");
      }
    }
    return "0 s";
  }

  /** How often something happens: {@code 3.5 a second}, {@code 12 a minute}, {@code 2 an hour}. */
  static String rate(long count, long millis) {
    if (count < 2 || millis <= 0) {
      return "once";
    }
    double perSecond = (count - 1) * 1000.0 / millis;
    return perSecond >= 1
        ? number(perSecond) + " a second"
        : perSecond * 60 >= 1
            ? number(perSecond * 60) + " a minute"
            : perSecond * 3600 >= 1
                ? number(perSecond * 3600) + " an hour"
                : number(perSecond * 86_400) + " a day";
  }

  private static String number(double value) {
    return value >= 10
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
