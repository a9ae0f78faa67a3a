package org.redoubt.replay;

import org.redoubt.decide.Decision;
import org.redoubt.decide.Sink;
import org.redoubt.detect.HashKey;
import org.redoubt.event.AuthEvent;
import org.redoubt.simulate.Attempt;

/** What our own rule is told and tells, in the words of a replay. */
record Told(Journal journal) implements Sink {
  /** Only spreads places in tables, where nobody lives off the answer: the same each time. */
  static final HashKey KEY = new HashKey(0x5265646f75627431L, 0x7265706c61796b65L);

  private static final int ANY = 0x7fff_ffff;

  /** The attempt as a log line tells it. */
  static AuthEvent event(Attempt attempt) {
    return AuthEvent.of(
        attempt.atMillis(),
        attempt.protocol(),
        attempt.outcome(),
        attempt.source(),
        attempt.account());
  }

  /** The attempt as who is asked beforehand sees it: with a mark for equal passwords. */
  static AuthEvent eventWithPassword(Attempt attempt) {
    if (attempt.password() == null) {
      return event(attempt);
    }
    long mark = KEY.of(attempt.account() + "\n" + attempt.password());
    return new AuthEvent(
        attempt.atMillis(),
        attempt.protocol(),
        attempt.outcome(),
        attempt.source(),
        attempt.account(),
        1,
        AuthEvent.NO_SESSION,
        (int) mark & ANY);
  }

  @Override
  public void decided(Decision decision) {
    switch (decision.kind()) {
      case BAN -> journal.banned(decision.scope(), decision.atMillis());
      case ALERT -> journal.alarm(decision.atMillis(), decision.because());
      case LIFT, SPARED -> {}
    }
  }
}
