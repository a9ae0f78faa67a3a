package org.redoubt.intake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where mail servers write on the systems we know. */
public final class MailLogs {
  private static final List<String> PLACES =
      List.of(
          "var/log/mail.log",
          "var/log/maillog",
          "var/log/mail.err",
          "var/log/dovecot*.log",
          "var/log/exim4/mainlog",
          "var/log/exim/mainlog");

  private static final List<String> JOURNALS = List.of("run/log/journal", "var/log/journal");

  private MailLogs() {}

  /** What there is to read below a root folder. */
  public sealed interface Found {
    /** Paths, globs and {@code journal}; a glob is there even before its first file. */
    record Logs(List<String> patterns) implements Found {}

    /** No mail log, but a journal. */
    record Journal() implements Found {}

    /** Neither. */
    record Nothing(List<String> tried) implements Found {}
  }

  /**
   * What the settings want to be read. Where they name nothing, the usual places have it; but not
   * while syslog messages are taken, since the same lines would come twice.
   */
  public static Found of(IntakeSettings settings, Path root) {
    boolean isNamed = !settings.logs().isEmpty() || settings.syslog().isWanted();
    return isNamed ? new Found.Logs(settings.logs()) : find(root);
  }

  /** Looks below the root folder, {@code /} but in tests. */
  static Found find(Path root) {
    List<String> tried = PLACES.stream().map(place -> root.resolve(place).toString()).toList();
    List<String> there = tried.stream().filter(MailLogs::exists).toList();
    if (!there.isEmpty()) {
      return new Found.Logs(there);
    }
    boolean journal = JOURNALS.stream().anyMatch(place -> Files.isDirectory(root.resolve(place)));
    return journal ? new Found.Journal() : new Found.Nothing(tried);
  }

  private static boolean exists(String pattern) {
    return FileFollower.exists(Path.of(pattern));
  }
}
