package org.redoubt.replay;

import org.redoubt.decide.Judge;
import org.redoubt.detect.Vantage;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/** Our own rule before the password: asked whether it may be looked at, told at once what came. */
final class RedoubtBefore implements Policy {
  private final Judge judge;
  private final Told told;

  RedoubtBefore(Journal journal, RuleSettings settings) {
    judge = settings.at(Vantage.HOOK).judge(Told.KEY);
    told = new Told(journal);
  }

  @Override
  public Answer ask(Attempt attempt) {
    AuthEvent question = Told.eventWithPassword(attempt).withOutcome(Outcome.NO_ATTEMPT);
    return switch (judge.ask(question, told).verdict()) {
      case ALLOW, DELAY -> Answer.VERIFIED;
      case RETRY_LATER -> Answer.RETRY_LATER;
      case REFUSE -> Answer.REFUSED;
    };
  }

  @Override
  public void tell(Attempt attempt) {
    judge.observe(Told.eventWithPassword(attempt), told);
  }
}
