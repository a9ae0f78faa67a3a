package org.redoubt.replay;

import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.simulate.Attempt;

/** Attempts by hand; times in seconds since the beginning of 2026. */
final class Tries {
  static final long BEGIN_MILLIS = 1_767_225_600_000L;
  static final String ATTACK = "X";

  private Tries() {}

  static Attempt wrong(double atSeconds, String source, String account, String password) {
    return attempt(atSeconds, source, account, password, Outcome.WRONG_PASSWORD, ATTACK);
  }

  static Attempt unknown(double atSeconds, String source, String account, String password) {
    return attempt(atSeconds, source, account, password, Outcome.UNKNOWN_ACCOUNT, ATTACK);
  }

  static Attempt login(double atSeconds, String source, String account) {
    return attempt(atSeconds, source, account, "right", Outcome.SUCCESS, Attempt.HONEST);
  }

  static Attempt typo(double atSeconds, String source, String account) {
    return attempt(atSeconds, source, account, "typo", Outcome.WRONG_PASSWORD, Attempt.HONEST);
  }

  static Attempt attempt(
      double atSeconds,
      String source,
      String account,
      String password,
      Outcome outcome,
      String label) {
    long at = BEGIN_MILLIS + Math.round(atSeconds * 1000);
    return new Attempt(
        at, Address.of(source), Account.of(account), password, Protocol.IMAP, outcome, label);
  }
}
