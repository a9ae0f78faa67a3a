package org.redoubt.replay;

import java.util.ArrayDeque;
import java.util.Queue;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.detect.Vantage;
import org.redoubt.event.AuthEvent;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/** Our own rule behind the mail log: it reads each line a second late and closes the firewall. */
final class RedoubtLog implements Policy {
  /** Only spreads places in tables, where nobody lives off the answer: the same each time. */
  private static final HashKey KEY = new HashKey(0x5265646f75627431L, 0x7265706c61796b65L);

  private final Judge judge;
  private final Journal journal;
  private final Queue<Attempt> unread = new ArrayDeque<>();

  RedoubtLog(Journal journal, RuleSettings settings) {
    this.journal = journal;
    Detector detector = new Detector(settings.detect().withVantage(Vantage.LOG), KEY);
    judge = new Judge(detector, settings.decide(), KEY);
  }

  @Override
  public Answer ask(Attempt attempt) {
    long read = attempt.atMillis() - LogFollower.LATE_MILLIS;
    for (Attempt line = unread.peek();
        line != null && line.atMillis() <= read;
        line = unread.peek()) {
      unread.remove();
      judge.observe(event(line), this::decided);
    }
    boolean banned = judge.banOf(attempt.source(), attempt.atMillis()) != null;
    return banned ? Answer.DROPPED : Answer.VERIFIED;
  }

  private static AuthEvent event(Attempt line) {
    return AuthEvent.of(
        line.atMillis(), line.protocol(), line.outcome(), line.source(), line.account());
  }

  private void decided(Decision decision) {
    switch (decision.kind()) {
      case BAN -> journal.banned(decision.scope(), decision.atMillis());
      case ALERT -> journal.alarm(decision.atMillis(), decision.because());
      case LIFT, SPARED -> {}
    }
  }

  @Override
  public void tell(Attempt attempt) {
    unread.add(attempt);
  }
}
