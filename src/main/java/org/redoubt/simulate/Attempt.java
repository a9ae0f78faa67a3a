package org.redoubt.simulate;

import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/**
 * One login attempt as it reaches the server, with what the server would answer.
 *
 * @param atMillis when, in milliseconds since 1970 UTC
 * @param source where from
 * @param account as whom; null when nobody logged in or the trace does not say
 * @param password something equal for equal passwords; null when not known
 * @param protocol what was spoken
 * @param outcome the mail server's answer if the attempt gets to it
 * @param label {@code honest}, {@code honest-…} or the attack's name; empty when not known
 */
public record Attempt(
    long atMillis,
    Address source,
    @Nullable Account account,
    @Nullable String password,
    Protocol protocol,
    Outcome outcome,
    String label) {
  public static final String HONEST = "honest";

  /** Whether it is known to come from someone who may log in. */
  public boolean isHonest() {
    return label.startsWith(HONEST)
        && (label.length() == HONEST.length() || label.charAt(HONEST.length()) == '-');
  }

  /** The same attempt at another time. */
  public Attempt at(long millis) {
    return new Attempt(millis, source, account, password, protocol, outcome, label);
  }

  /** The same attempt under another label. */
  public Attempt labelled(String changed) {
    return new Attempt(atMillis, source, account, password, protocol, outcome, changed);
  }
}
