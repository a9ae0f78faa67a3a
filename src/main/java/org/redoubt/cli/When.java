package org.redoubt.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/** Moments as people at this machine say them: its own time zone, the day only when not today. */
final class When {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private When() {}

  /** The moment in an answer; {@code for good} when there is none. */
  static String of(JsonNode moment) {
    return moment.isMissingNode()
        ? "for good"
        : of(
            Instant.parse(moment.asString()),
            ZoneId.systemDefault(),
            LocalDate.now(ZoneId.systemDefault()));
  }

  static String of(Instant moment, ZoneId zone, LocalDate today) {
    ZonedDateTime local = moment.atZone(zone);
    return local.toLocalDate().equals(today) ? TIME.format(local) : DAY.format(local);
  }
}
