package org.redoubt.simulate;

import java.io.IOException;
import java.util.Locale;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;

/**
 * The log of a Dovecot 2.3 with its default settings. It does not tell an unknown account from a
 * wrong password.
 */
public final class DovecotLines implements Rendering {
  private final Stamp stamp;
  private int session;

  public DovecotLines(Stamp stamp) {
    this.stamp = stamp;
  }

  @Override
  public void write(Attempt attempt, Appendable out) throws IOException {
    boolean named = attempt.account() != null;
    boolean in = attempt.outcome() == Outcome.SUCCESS;
    out.append(stamp.text(attempt.atMillis())).append(" mail dovecot: ");
    out.append(service(attempt.protocol())).append("-login: ").append(said(attempt.outcome()));
    out.append(": user=<").append(attempt.account() == null ? "" : attempt.account().name());
    out.append(named ? ">, method=PLAIN, rip=" : ">, rip=").append(attempt.source().toString());
    out.append(in ? ", lip=192.0.2.25, mpid=" + (2000 + session % 30_000) : ", lip=192.0.2.25");
    out.append(", TLS, session=<").append(nextSession()).append(">\n");
  }

  private static String service(Protocol protocol) {
    return switch (protocol) {
      case POP3 -> "pop3";
      case SMTP -> "submission";
      case SIEVE -> "managesieve";
      case IMAP, WEBMAIL, SSH, UNKNOWN -> "imap";
    };
  }

  private static String said(Outcome outcome) {
    return switch (outcome) {
      case SUCCESS -> "Login";
      case WRONG_PASSWORD, UNKNOWN_ACCOUNT -> "Disconnected (auth failed, 1 attempts in 2 secs)";
      case TEMPORARY_FAILURE -> "Disconnected (auth service reported temporary failure)";
      case REFUSED -> "Disconnected (user disabled)";
      case LIMIT ->
          "Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)";
      case ABORTED -> "Disconnected (client didn't finish SASL auth, waited 2 secs)";
      case PROTOCOL_ERROR -> "Disconnected (tried to use unsupported auth mechanism)";
      case NO_ATTEMPT -> "Disconnected (no auth attempts in 0 secs)";
    };
  }

  private String nextSession() {
    session++;
    return String.format(Locale.ROOT, "s%07xAAB", session);
  }
}
