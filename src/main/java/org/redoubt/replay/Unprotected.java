package org.redoubt.replay;

import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/** Everything gets through. */
final class Unprotected implements Policy {
  @Override
  public Answer ask(Attempt attempt) {
    return Answer.VERIFIED;
  }

  @Override
  public void tell(Attempt attempt) {}
}
