package org.redoubt.audit;

/**
 * How much is remembered. Bans in force are never forgotten.
 *
 * @param keepEventsMillis age at which events go
 * @param keepDecisionsMillis age at which decisions go that are no longer in force
 * @param maxBytes size of the file at which the oldest events go
 */
public record AuditSettings(long keepEventsMillis, long keepDecisionsMillis, long maxBytes) {
  private static final long DAY_MILLIS = 86_400_000;
  private static final long SMALLEST_BYTES = 1 << 20;

  public static final AuditSettings DEFAULTS =
      new AuditSettings(90 * DAY_MILLIS, 400 * DAY_MILLIS, 1L << 30);

  public AuditSettings {
    if (keepEventsMillis < 0 || keepDecisionsMillis < 0 || maxBytes < SMALLEST_BYTES) {
      throw new IllegalArgumentException(
          "audit: ages must not be negative, the size not under " + SMALLEST_BYTES + " bytes");
    }
  }
}
