package org.redoubt.audit;

import java.time.Duration;
import java.util.function.ToLongFunction;

/** What goes first when there is too much: old events, ended decisions, then the oldest events. */
final class Retention {
  private static final int ROWS_AT_ONCE = 2_000;
  private static final long LOGINS_MILLIS = Duration.ofDays(32).toMillis();

  private final AuditSettings settings;
  private final long nowMillis;

  Retention(AuditSettings settings, long nowMillis) {
    this.settings = settings;
    this.nowMillis = nowMillis;
  }

  /** Runs one statement and says how many rows it changed. */
  @FunctionalInterface
  interface Update {
    int run(String sql, Object... values);
  }

  /** Deletes at most a few thousand rows of each kind; how many it were. */
  int forgetSome(Update update, ToLongFunction<String> number) {
    int gone =
        update.run(
            "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at_ms < ? LIMIT ?)",
            nowMillis - settings.keepEventsMillis(),
            ROWS_AT_ONCE);
    gone +=
        update.run(
            "DELETE FROM decision WHERE id IN (SELECT id FROM decision WHERE at_ms < ? AND"
                + " until_ms < ? LIMIT ?)",
            nowMillis - settings.keepDecisionsMillis(),
            nowMillis,
            ROWS_AT_ONCE);
    gone +=
        update.run(
            "DELETE FROM login WHERE (account, network, protocol) IN (SELECT account, network,"
                + " protocol FROM login WHERE at_ms < ? LIMIT ?)",
            nowMillis - LOGINS_MILLIS,
            ROWS_AT_ONCE);
    if (usedBytes(number) > settings.maxBytes()) {
      gone +=
          update.run(
              "DELETE FROM login WHERE (account, network, protocol) IN (SELECT account, network,"
                  + " protocol FROM login ORDER BY at_ms LIMIT ?)",
              ROWS_AT_ONCE);
      gone +=
          update.run(
              "DELETE FROM event WHERE id IN (SELECT id FROM event ORDER BY at_ms LIMIT ?)",
              ROWS_AT_ONCE);
    }
    return gone;
  }

  private static long usedBytes(ToLongFunction<String> number) {
    long pages =
        number.applyAsLong("PRAGMA page_count") - number.applyAsLong("PRAGMA freelist_count");
    return pages * number.applyAsLong("PRAGMA page_size");
  }
}
