package org.redoubt.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a login attempt ended, as far as the server said. */
public enum Outcome {
  SUCCESS,
  /** The password was wrong, or the login failed and the server does not say why. */
  WRONG_PASSWORD,
  UNKNOWN_ACCOUNT,
  /** Begun and not finished by the client. */
  ABORTED,
  /** The connection ended without an attempt. */
  NO_ATTEMPT,
  /** A connection or rate limit of the server. */
  LIMIT,
  /** The server's own failure; never held against the client. */
  TEMPORARY_FAILURE,
  /** TLS or protocol error, a bad command, a refused mechanism. */
  PROTOCOL_ERROR,
  /** Refused for another reason than the password: disabled, expired, wrong network, no TLS. */
  REFUSED;

  private static final Outcome[] ALL = values();
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for it in files and reports, such as {@code wrong-password}. */
  public String word() {
    return word;
  }

  /** Whether a password or name was tried and turned down: the evidence of guessing. */
  public boolean isFailedGuess() {
    return this == WRONG_PASSWORD || this == UNKNOWN_ACCOUNT;
  }

  public static @Nullable Outcome of(String word) {
    for (Outcome outcome : ALL) {
      if (outcome.word.equals(word)) {
        return outcome;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return word;
  }
}
