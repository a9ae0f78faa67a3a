package org.redoubt.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;

/**
 * The log of a Courier mail server, with its connection lines. It does not tell an unknown account
 * from a wrong password; a login by SMTP that works leaves no line.
 */
public final class CourierLines implements Rendering {
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 40_000;
  private final Stamp stamp;
  private int sessions;

  public CourierLines(Stamp stamp) {
    this.stamp = stamp;
  }

  @Override
  public void write(Attempt attempt, Appendable out) throws IOException {
    sessions++;
    if (attempt.protocol() == Protocol.SMTP) {
      smtp(attempt, out);
      return;
    }
    boolean pop = attempt.protocol() == Protocol.POP3;
    String head = stamp.text(attempt.atMillis()) + (pop ? " mail pop3d: " : " mail imapd: ");
    String port = "port=[" + port() + "]";
    String from = "ip=[" + mapped(attempt) + "], " + port;
    out.append(head).append("Connection, ").append(from).append('\n');
    String said = said(attempt, from);
    if (said != null) {
      out.append(head).append(said).append('\n');
    }
    if (attempt.outcome() == Outcome.TEMPORARY_FAILURE) {
      out.append(head).append("authentication error: Input/output error\n");
    }
    if (attempt.outcome() != Outcome.SUCCESS) {
      out.append(head).append("Disconnected, ").append(from).append('\n');
    }
  }

  private int port() {
    return FIRST_PORT + sessions % PORTS;
  }

  private static String mapped(Attempt attempt) {
    String source = attempt.source().toString();
    return attempt.source().isV4() ? "::ffff:" + source : source;
  }

  private static @Nullable String said(Attempt attempt, String from) {
    if (attempt.account() == null) {
      return null;
    }
    String user = "user=" + attempt.account().name() + ", " + from;
    return switch (attempt.outcome()) {
      case SUCCESS -> "LOGIN, " + user + ", protocol=" + attempt.protocol().name();
      case WRONG_PASSWORD, UNKNOWN_ACCOUNT, REFUSED, TEMPORARY_FAILURE -> "LOGIN FAILED, " + user;
      case ABORTED, NO_ATTEMPT, PROTOCOL_ERROR, LIMIT -> null;
    };
  }

  private void smtp(Attempt attempt, Appendable out) throws IOException {
    if (!attempt.outcome().isFailedGuess() || attempt.account() == null) {
      return;
    }
    byte[] name = attempt.account().name().getBytes(StandardCharsets.UTF_8);
    out.append(stamp.text(attempt.atMillis())).append(" mail courieresmtpd: error,relay=");
    out.append(mapped(attempt)).append(",port=").append(String.valueOf(port()));
    out.append(",msg=\"535 Authentication failed.\",cmd: AUTH LOGIN ");
    out.append(Base64.getEncoder().encodeToString(name)).append('\n');
  }
}
