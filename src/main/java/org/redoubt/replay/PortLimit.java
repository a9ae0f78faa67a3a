package org.redoubt.replay;

import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/**
 * {@code iptables -p tcp --syn --dport 110 -m limit --limit 1/s -j ACCEPT}, the rest dropped, as an
 * admin did for POP3 after he had done it for SSH: one new connection a second for everybody
 * together, five at once. Whoever is dropped knocks again, as TCP does: after 1, 3 and 7 s.
 */
final class PortLimit implements Policy {
  private static final double BURST = 5;
  private static final double PER_MILLI = 1e-3;
  private static final long[] SYN = {1_000, 3_000, 7_000};
  private double tokens = BURST;
  private long atMillis = Long.MIN_VALUE;

  @Override
  public Answer ask(Attempt attempt) {
    if (atMillis != Long.MIN_VALUE) {
      tokens = Math.min(BURST, tokens + (attempt.atMillis() - atMillis) * PER_MILLI);
    }
    atMillis = attempt.atMillis();
    if (tokens < 1) {
      return Answer.DROPPED;
    }
    tokens--;
    return Answer.VERIFIED;
  }

  @Override
  public void tell(Attempt attempt) {}

  @Override
  public long[] retransmits() {
    return SYN;
  }
}
