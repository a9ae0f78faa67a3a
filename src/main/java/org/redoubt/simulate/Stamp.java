package org.redoubt.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How syslog writes the time, in UTC. */
public enum Stamp {
  /** {@code Mar 26 10:31:36}. */
  RFC3164("MMM ppd HH:mm:ss"),
  /** {@code 2026-03-26T10:31:36.123000+00:00}. */
  ISO("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

  private final DateTimeFormatter format;

  Stamp(String pattern) {
    format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  public String text(long millis) {
    return format.format(Instant.ofEpochMilli(millis));
  }
}
