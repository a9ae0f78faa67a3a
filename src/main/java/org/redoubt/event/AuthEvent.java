package org.redoubt.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;

/**
 * One login, or several of the same client that the server reports at once.
 *
 * @param atMillis when, in milliseconds since 1970 UTC; the server's time, never ours
 * @param protocol what the client spoke
 * @param outcome how it ended
 * @param source the client's address; null when the line has none that can be read
 * @param account who it said it was; null when the line does not say
 * @param attempts how many attempts this stands for, 1 or more; the account is then that of the
 *     last
 * @param session a hash of what ties the lines of one session together; {@link #NO_SESSION} without
 * @param fingerprint a keyed, truncated hash of account and password, or {@link #NO_FINGERPRINT};
 *     equal ones of one account are the same password
 */
public record AuthEvent(
    long atMillis,
    Protocol protocol,
    Outcome outcome,
    @Nullable Address source,
    @Nullable Account account,
    int attempts,
    long session,
    int fingerprint) {
  public static final int NO_FINGERPRINT = -1;
  public static final long NO_SESSION = 0;
  public static final int MAX_ATTEMPTS = 10_000;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  public AuthEvent {
    if (attempts < 1 || attempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException("attempts out of range: " + attempts);
    }
  }

  /** An event as most log lines give it: one attempt, no session, no fingerprint. */
  public static AuthEvent of(
      long atMillis,
      Protocol protocol,
      Outcome outcome,
      @Nullable Address source,
      @Nullable Account account) {
    return new AuthEvent(
        atMillis, protocol, outcome, source, account, 1, NO_SESSION, NO_FINGERPRINT);
  }

  /** The session named by {@code text[from, to)}, wherever it is told of; never none. */
  public static long session(byte[] text, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mixed(hash ^ (long) EIGHT.get(text, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = rest << 8 | text[at] & 255;
    }
    return mixed(hash ^ rest) | 1;
  }

  private static long mixed(long bits) {
    long spread = bits * 0x9E3779B97F4A7C15L;
    return spread ^ spread >>> 32;
  }

  public AuthEvent withOutcome(Outcome changed) {
    return new AuthEvent(
        atMillis, protocol, changed, source, account, attempts, session, fingerprint);
  }

  public AuthEvent withAttempts(int changed) {
    return new AuthEvent(
        atMillis, protocol, outcome, source, account, changed, session, fingerprint);
  }

  public Instant at() {
    return Instant.ofEpochMilli(atMillis);
  }
}
