package org.redoubt.intake;

import java.util.List;

/**
 * What to read and how.
 *
 * @param logs paths or globs to follow, and {@code journal}; empty to look for the mail logs
 *     ({@link MailLogs})
 * @param safetyPollMillis how often to look without being woken, for file systems that wake nobody
 * @param retireMillis how long a rotated file is kept open for writers that have not noticed
 * @param syslog messages to take
 * @param dovecotEvents events to take
 */
public record IntakeSettings(
    List<String> logs,
    long safetyPollMillis,
    long retireMillis,
    SyslogSettings syslog,
    DovecotEventSettings dovecotEvents) {
  public static final IntakeSettings DEFAULTS =
      new IntakeSettings(
          List.of(), 5_000, 60_000, SyslogSettings.DEFAULTS, DovecotEventSettings.DEFAULTS);

  public IntakeSettings {
    logs = List.copyOf(logs);
    if (safetyPollMillis < 1 || retireMillis < 0) {
      throw new IllegalArgumentException(
          "intake: safety poll of " + safetyPollMillis + " ms, retirement of " + retireMillis);
    }
  }

  public IntakeSettings withLogs(List<String> changed) {
    return new IntakeSettings(changed, safetyPollMillis, retireMillis, syslog, dovecotEvents);
  }
}
