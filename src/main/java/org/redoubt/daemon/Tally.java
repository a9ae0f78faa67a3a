package org.redoubt.daemon;

import org.redoubt.decide.Decision;
import org.redoubt.event.AuthEvent;
import org.redoubt.parse.Parsed;

/** What the daemon has counted since it started. Guarded by the lock of {@link Core}. */
final class Tally {
  private long lines;
  private long events;
  private long ignored;
  private long foreign;
  private long unknown;
  private long malformed;
  private long withoutAddress;
  private long bans;
  private long spared;
  private long alerts;
  private long lastEventMillis;

  /**
   * The counts at one moment.
   *
   * @param lines all lines read
   * @param events lines that are about a login
   * @param ignored lines of a known program that are not
   * @param foreign lines of programs that are none of ours
   * @param unknown lines of a known program that no template fits
   * @param malformed lines without a time, or damaged
   * @param withoutAddress events that name no source
   * @param joined attempts that another line had told of already, and that did not count again
   * @param lastEventMillis time of the latest event, by the log's clock; 0 without
   */
  record Counts(
      long lines,
      long events,
      long ignored,
      long foreign,
      long unknown,
      long malformed,
      long withoutAddress,
      long joined,
      long bans,
      long spared,
      long alerts,
      long lastEventMillis) {

    /** The share of the mail servers' lines that were understood, or 1 when there were none. */
    double understood() {
      long ours = events + ignored + unknown + malformed;
      return ours == 0 ? 1 : (double) (events + ignored) / ours;
    }
  }

  long lines() {
    return lines;
  }

  void count(Parsed parsed) {
    lines++;
    switch (parsed) {
      case Parsed.Event(AuthEvent event, var rule) -> count(event);
      case Parsed.Ignored(String format) -> {
        if (format.isEmpty()) {
          foreign++;
        } else {
          ignored++;
        }
      }
      case Parsed.Unknown u -> unknown++;
      case Parsed.Malformed m -> malformed++;
    }
  }

  private void count(AuthEvent event) {
    events++;
    withoutAddress += event.source() == null ? 1 : 0;
    lastEventMillis = Math.max(lastEventMillis, event.atMillis());
  }

  void count(Decision decision) {
    switch (decision.kind()) {
      case BAN -> bans++;
      case SPARED -> spared++;
      case ALERT -> alerts++;
      case LIFT -> {}
    }
  }

  Counts counts(long joined) {
    return new Counts(
        lines,
        events,
        ignored,
        foreign,
        unknown,
        malformed,
        withoutAddress,
        joined,
        bans,
        spared,
        alerts,
        lastEventMillis);
  }
}
