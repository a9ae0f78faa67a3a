package org.redoubt.daemon;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.redoubt.config.DurationText;
import org.redoubt.decide.Decision;

/** Says each decision on the log, as it is made. */
final class Announcer {
  private final Mode mode;

  Announcer(Mode mode) {
    this.mode = mode;
  }

  void tell(Decision decision) {
    switch (decision.kind()) {
      case BAN, LIFT -> LogLines.LOG.info(would() + inWords(decision));
      case SPARED, ALERT -> LogLines.LOG.warning(inWords(decision));
    }
  }

  private String would() {
    return switch (mode) {
      case Mode.Enforcing e -> "";
      case Mode.Watching w -> "(watch mode) ";
    };
  }

  /** One line for people. */
  static String inWords(Decision decision) {
    String because = decision.scope() + ": " + decision.because();
    return switch (decision.kind()) {
      case BAN -> "banned " + decision.scope() + length(decision) + ": " + decision.because();
      case LIFT -> "lifted " + because;
      case SPARED -> "spared " + because;
      case ALERT -> "alert: " + decision.because();
    };
  }

  private static String length(Decision ban) {
    Duration exact = Duration.ofMillis(ban.untilMillis() - ban.atMillis());
    Duration length =
        exact.truncatedTo(exact.toMinutes() < 10 ? ChronoUnit.SECONDS : ChronoUnit.MINUTES);
    Instant from = Instant.ofEpochMilli(ban.atMillis()).truncatedTo(ChronoUnit.SECONDS);
    return " for " + DurationText.print(length) + " from " + from;
  }
}
