package org.redoubt.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

class RenderingTest {
  private static final Attempt WRONG =
      new Attempt(
          Instant.parse("2026-01-05T09:30:00.123Z").toEpochMilli(),
          Address.of("192.0.2.1"),
          Account.of("bob"),
          "g\"1",
          Protocol.POP3,
          Outcome.WRONG_PASSWORD,
          "A1");

  @Test
  void aTraceLineHasAllFields() throws IOException {
    assertThat(lines(new TraceLines(), WRONG))
        .isEqualTo(
            """
            {"at":"2026-01-05T09:30:00.123Z","source":"192.0.2.1","account":"bob",\
            "outcome":"wrong-password","password":"g\\"1","protocol":"pop3","label":"A1"}
            """);
  }

  @Test
  void aTraceHasNoLineForAConnectionAlone() throws IOException {
    assertThat(lines(new TraceLines(), with(Outcome.NO_ATTEMPT))).isEmpty();
  }

  @Test
  void dovecotSaysWhoAndFromWhere() throws IOException {
    assertThat(lines(new DovecotLines(Stamp.RFC3164), WRONG))
        .isEqualTo(
            "Jan  5 09:30:00 mail dovecot: pop3-login: Disconnected (auth failed, 1 attempts in 2"
                + " secs): user=<bob>, method=PLAIN, rip=192.0.2.1, lip=192.0.2.25, TLS,"
                + " session=<s0000001AAB>\n");
    assertThat(lines(new DovecotLines(Stamp.ISO), with(Outcome.SUCCESS)))
        .startsWith("2026-01-05T09:30:00.123000+00:00 mail dovecot: pop3-login: Login: user=<bob>");
  }

  @Test
  void courierConnectsFailsAndLeaves() throws IOException {
    assertThat(lines(new CourierLines(Stamp.RFC3164), WRONG))
        .isEqualTo(
            """
            Jan  5 09:30:00 mail pop3d: Connection, ip=[::ffff:192.0.2.1], port=[20001]
            Jan  5 09:30:00 mail pop3d: LOGIN FAILED, user=bob, ip=[::ffff:192.0.2.1], port=[20001]
            Jan  5 09:30:00 mail pop3d: Disconnected, ip=[::ffff:192.0.2.1], port=[20001]
            """);
  }

  @Test
  void courierCannotTellThatTheBackendIsDownInTheFirstLine() throws IOException {
    assertThat(lines(new CourierLines(Stamp.RFC3164), with(Outcome.TEMPORARY_FAILURE)))
        .contains("LOGIN FAILED, user=bob", "pop3d: authentication error: Input/output error");
  }

  @Test
  void postfixTiesTheLinesOfASessionByProcess() throws IOException {
    assertThat(lines(new PostfixLines(Stamp.RFC3164), WRONG))
        .isEqualTo(
            """
            Jan  5 09:30:00 mail postfix/submission/smtpd[1001]: connect from unknown[192.0.2.1]
            Jan  5 09:30:00 mail postfix/submission/smtpd[1001]: warning: unknown[192.0.2.1]: SASL \
            PLAIN authentication failed: authentication failure, sasl_username=bob
            Jan  5 09:30:00 mail postfix/submission/smtpd[1001]: disconnect from unknown[192.0.2.1] \
            ehlo=1 auth=0/1 quit=1 commands=2/3
            """);
  }

  private static Attempt with(Outcome outcome) {
    return new Attempt(
        WRONG.atMillis(),
        WRONG.source(),
        WRONG.account(),
        WRONG.password(),
        WRONG.protocol(),
        outcome,
        WRONG.label());
  }

  private static String lines(Rendering rendering, Attempt attempt) throws IOException {
    StringBuilder out = new StringBuilder();
    rendering.write(attempt, out);
    return out.toString();
  }
}
