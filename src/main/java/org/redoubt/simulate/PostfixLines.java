package org.redoubt.simulate;

import java.io.IOException;
import java.util.Locale;
import org.redoubt.event.Outcome;

/**
 * The log of a Postfix 3.9 submission service, as if every login had come by SMTP. It does not tell
 * an unknown account from a wrong password.
 */
public final class PostfixLines implements Rendering {
  private static final int FIRST_PID = 1_000;
  private static final int PIDS = 60_000;
  private final Stamp stamp;
  private int sessions;

  public PostfixLines(Stamp stamp) {
    this.stamp = stamp;
  }

  @Override
  public void write(Attempt attempt, Appendable out) throws IOException {
    sessions++;
    String pid = "[" + (FIRST_PID + sessions % PIDS) + "]: ";
    String head = stamp.text(attempt.atMillis()) + " mail postfix/submission/smtpd" + pid;
    String client = "unknown[" + attempt.source() + "]";
    out.append(head).append("connect from ").append(client).append('\n');
    out.append(middle(attempt, head, client));
    out.append(head).append("disconnect from ").append(client);
    out.append(counts(attempt)).append('\n');
  }

  private String middle(Attempt attempt, String head, String client) {
    String user = attempt.account() == null ? "" : attempt.account().name();
    return switch (attempt.outcome()) {
      case SUCCESS ->
          head
              + queueId()
              + ": client="
              + client
              + ", sasl_method=PLAIN, sasl_username="
              + user
              + "\n";
      case WRONG_PASSWORD, UNKNOWN_ACCOUNT, REFUSED ->
          failed(head, client, "authentication failure", user);
      case TEMPORARY_FAILURE ->
          failed(head, client, "Connection lost to authentication server", user);
      case ABORTED -> head + "warning: " + client + ": SASL PLAIN authentication aborted\n";
      case PROTOCOL_ERROR -> failed(head, client, "Invalid authentication mechanism", user);
      case LIMIT ->
          head
              + "warning: Connection rate limit exceeded: 61 from "
              + client
              + " for service submission\n";
      case NO_ATTEMPT -> "";
    };
  }

  private static String failed(String head, String client, String reason, String user) {
    return head
        + "warning: "
        + client
        + ": SASL PLAIN authentication failed: "
        + reason
        + ", sasl_username="
        + user
        + "\n";
  }

  private static String counts(Attempt attempt) {
    if (attempt.account() == null) {
      return " ehlo=1 quit=1 commands=2";
    }
    boolean in = attempt.outcome() == Outcome.SUCCESS;
    return in
        ? " ehlo=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=6"
        : " ehlo=1 auth=0/1 quit=1 commands=2/3";
  }

  private String queueId() {
    return String.format(Locale.ROOT, "4%06X", sessions);
  }
}
