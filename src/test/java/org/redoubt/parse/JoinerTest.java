package org.redoubt.parse;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;

class JoinerTest {
  private final Joiner joiner = new Joiner();

  @Test
  void theSummaryOfASessionAddsOnlyWhatTheAuthProcessDidNotTell() {
    List<AuthEvent> counted =
        read(
            """
            Jun 12 19:07:30 h dovecot: auth: sql(a,198.51.100.1,<s1>): unknown user
            Jun 12 19:07:34 h dovecot: auth: sql(b,198.51.100.1,<s1>): Password mismatch
            Jun 12 19:08:50 h dovecot: imap-login: Disconnected (auth failed, 3 attempts in 80 secs): user=<c>, method=PLAIN, rip=198.51.100.1, lip=192.0.2.1, session=<s1>
            """);
    assertThat(counted).extracting(AuthEvent::attempts).containsExactly(1, 1, 1);
    assertThat(joiner.joined()).isEqualTo(2);
  }

  @Test
  void theServerIsTheSecondToTellWhatTheAuthProcessToldWithoutASession() {
    List<AuthEvent> counted =
        read(
            """
            Jun 12 19:07:30 h dovecot: auth-worker(1): pam(bob,198.51.100.1): pam_authenticate() failed: Authentication failure (password mismatch?)
            Jun 12 19:07:32 h dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<bob>, method=PLAIN, rip=198.51.100.1, lip=192.0.2.1
            """);
    assertThat(counted).hasSize(1);
  }

  @Test
  void twoLinesOfOneLayerAreTwoAttempts() {
    List<AuthEvent> counted =
        read(
            """
            Jun 12 19:07:30 h pop3d: LOGIN FAILED, user=bob, ip=[198.51.100.1]
            Jun 12 19:07:30 h pop3d: LOGIN FAILED, user=bob, ip=[198.51.100.1]
            Jun 12 19:07:31 h dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<bob>, method=PLAIN, rip=198.51.100.1, lip=192.0.2.1
            """);
    assertThat(counted).hasSize(3);
  }

  @Test
  void anotherSourceAccountOrHourIsAnotherAttempt() {
    List<AuthEvent> counted =
        read(
            """
            Jun 12 19:07:30 h dovecot: auth: sql(bob,198.51.100.1): unknown user
            Jun 12 19:07:31 h dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<bob>, method=PLAIN, rip=198.51.100.2, lip=192.0.2.1
            Jun 12 19:07:31 h dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<eve>, method=PLAIN, rip=198.51.100.1, lip=192.0.2.1
            Jun 12 20:07:31 h dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<bob>, method=PLAIN, rip=198.51.100.1, lip=192.0.2.1
            """);
    assertThat(counted).hasSize(4);
  }

  @Test
  void aFailureOfTheServersOwnWithdrawsTheOneBeforeIt() {
    List<AuthEvent> counted =
        read(
            """
            Jun 12 19:07:30 h pop3d: LOGIN FAILED, user=bob, ip=[198.51.100.1]
            Jun 12 19:07:30 h pop3d: authentication error: Input/output error
            """);
    AuthEvent withdrawal = counted.getLast();
    assertThat(withdrawal.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
    assertThat(withdrawal.source()).isEqualTo(Address.of("198.51.100.1"));
    assertThat(withdrawal.account()).isEqualTo(counted.getFirst().account());
  }

  @Test
  void anOlderFailureOfAnotherPartOfTheServerIsNotTheOneWithdrawn() {
    List<AuthEvent> counted =
        read(
            """
            Jun 12 19:00:30 h courieresmtpd: error,relay=::ffff:198.51.100.9,msg="535 Authentication failed.",cmd: YWRvYmU=
            Jun 12 19:07:30 h pop3d: LOGIN FAILED, user=bob, ip=[198.51.100.1]
            Jun 12 19:07:30 h pop3d: authentication error: Input/output error
            """);
    assertThat(counted).hasSize(3);
    assertThat(counted.getLast().source()).isEqualTo(Address.of("198.51.100.1"));
  }

  /** What one attempt on Dovecot 2.3.19 with auth_verbose leaves, in its order. */
  private static final String EVERYWHERE =
      """
      Jun 12 19:07:30 h dovecot: auth: sql(a,198.51.100.1,<s1>): Password mismatch
      Jun 12 19:07:30 h dovecot: stats: {"event":"auth_request_finished","end_time":"2026-06-12T19:07:30.954495Z","fields":{"policy_result":"ok","service":"imap","session":"s1","remote_ip":"198.51.100.1","user":"a"}}
      Jun 12 19:07:31 h dovecot: auth: sql(b,198.51.100.1,<s1>): Password mismatch
      Jun 12 19:07:31 h dovecot: stats: {"event":"auth_request_finished","end_time":"2026-06-12T19:07:31.954495Z","fields":{"policy_result":"ok","service":"imap","session":"s1","remote_ip":"198.51.100.1","user":"b"}}
      Jun 12 19:07:50 h dovecot: imap-login: Disconnected (auth failed, 2 attempts in 20 secs): user=<b>, method=PLAIN, rip=198.51.100.1, lip=192.0.2.1, session=<s1>
      Jun 12 19:07:55 h dovecot: stats: {"event":"auth_request_finished","end_time":"2026-06-12T19:07:55.954495Z","fields":{"success":"yes","policy_result":"ok","service":"imap","session":"s2","remote_ip":"198.51.100.1","user":"a"}}
      Jun 12 19:07:55 h dovecot: imap-login: Login: user=<a>, method=PLAIN, rip=198.51.100.1, lip=192.0.2.1, session=<s2>
      """;

  @Test
  void anAttemptToldByLogAndByEventCountsOnce() {
    List<AuthEvent> counted = read(EVERYWHERE);
    assertThat(counted).hasSize(3);
    assertThat(joiner.joined()).isEqualTo(5);
  }

  /** The events may come by another way, earlier or later than the log. */
  @Test
  void anAttemptCountsOnceWhicheverTellsFirst() {
    String events = EVERYWHERE.lines().filter(l -> l.contains("stats")).collect(joining("\n"));
    String log = EVERYWHERE.lines().filter(l -> !l.contains("stats")).collect(joining("\n"));
    String server = log.lines().filter(l -> l.contains("-login")).collect(joining("\n"));
    assertThat(read(events)).hasSize(3);
    assertThat(read(log)).isEmpty();
    assertThat(
            new JoinerTest()
                .read(log + "\n" + events).stream().filter(e -> e.outcome().isFailedGuess()))
        .hasSize(2);
    assertThat(
            new JoinerTest()
                .read(server + "\n" + events).stream().filter(e -> e.outcome().isFailedGuess()))
        .extracting(AuthEvent::attempts)
        .containsExactly(2);
  }

  private List<AuthEvent> read(String lines) {
    LineParser parser = new LineParser(TestFormats.all(), ZoneOffset.UTC);
    parser.reference(Instant.parse("2026-11-21T12:00:00Z").toEpochMilli());
    List<AuthEvent> counted = new ArrayList<>();
    for (String line : lines.split("\n")) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      if (parser.parse(bytes, 0, bytes.length) instanceof Parsed.Event event) {
        AuthEvent counts = joiner.join(event);
        if (counts != null) {
          counted.add(counts);
        }
      }
    }
    return counted;
  }
}
