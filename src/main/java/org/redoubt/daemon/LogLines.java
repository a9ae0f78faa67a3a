package org.redoubt.daemon;

import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What the daemon says while it runs: one line each, on standard error. Under journald a line
 * begins with its syslog severity, which journald reads and takes away; elsewhere with the time.
 */
public final class LogLines extends Handler {
  /** Where the daemon's parts say things. */
  public static final Logger LOG = Logger.getLogger("redoubt");

  private final PrintStream out;
  private final boolean underJournald;

  LogLines(PrintStream out, boolean underJournald) {
    this.out = out;
    this.underJournald = underJournald;
  }

  /** Makes every log line of the program come out this way. */
  public static void install() {
    Logger root = Logger.getLogger("");
    for (Handler other : root.getHandlers()) {
      root.removeHandler(other);
    }
    root.addHandler(new LogLines(System.err, System.getenv("JOURNAL_STREAM") != null));
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String text = Printable.of(String.valueOf(record.getMessage())) + cause(record.getThrown());
    String line =
        underJournald
            ? "<" + severity(record.getLevel()) + ">" + text
            : record.getInstant().truncatedTo(ChronoUnit.SECONDS)
                + " "
                + word(record.getLevel())
                + " "
                + text;
    out.println(line);
  }

  private static String cause(@org.jspecify.annotations.Nullable Throwable thrown) {
    return thrown == null ? "" : ": " + Printable.of(thrown.toString());
  }

  private static int severity(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return 3;
    }
    return level.intValue() >= Level.WARNING.intValue() ? 4 : 6;
  }

  private static String word(Level level) {
    return switch (severity(level)) {
      case 3 -> "error";
      case 4 -> "warn ";
      default -> "info ";
    };
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {}
}
