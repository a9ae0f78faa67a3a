package org.redoubt.replay;

import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/** What stands between the clients and the mail server. Asked and told in the order of time. */
public interface Policy {
  /**
   * Whether an attempt gets to the mail server. Its outcome, password included, is not known yet to
   * whoever only sees the connection: a policy uses no more of it than its real counterpart has.
   */
  Answer ask(Attempt attempt);

  /** What the mail server said to an attempt that got to it. */
  void tell(Attempt attempt);

  /** When the client's TCP tries again by itself, in milliseconds after the first packet. */
  default long[] retransmits() {
    return NEVER;
  }

  long[] NEVER = {};
}
