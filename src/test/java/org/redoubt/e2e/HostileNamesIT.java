package org.redoubt.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;
import org.redoubt.parse.TestFormats;

/**
 * Whatever name a client sends to a real server: what that writes into its log gives the true
 * address or none.
 */
class HostileNamesIT {
  /** What a server says of itself when it is under load is not told apart here. */
  private static final Pattern TELLS_OF_LOGINS = Pattern.compile("(?i)login|auth|user|ip=");

  private static final Address ATTACKER = Address.of(MailSite.ATTACKER);

  /** Any name may log in, if it knows the one password; and all is told as often as can be. */
  private static final String DOVECOT =
      """
      protocols = pop3 imap submission
      auth_username_chars =
      hostname = mx.example.org
      submission_relay_host = 127.0.0.1
      passdb {
        driver = static
        args = password=sesame
      }
      service auth {
        client_limit = 4000
      }
      event_exporter logged {
        transport = log
        format = json
        format_args = time-rfc3339
      }
      metric logged {
        exporter = logged
        filter = event=auth_request_finished
      }
      """;

  private final List<AuthEvent> events = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  @Test
  void dovecotsLogGivesTheTrueAddress() throws Exception {
    try (MailSite site = new MailSite(DOVECOT)) {
      int failed = attack(site::attackWith, "wrong", "110", "143", "587");
      Path copy = Files.copy(site.log(), site.home.resolve("failures.log"));
      read(copy);
      check("Dovecot, wrong password", failed);
      assertThat(events)
          .filteredOn(e -> ATTACKER.equals(e.source()))
          .extracting(AuthEvent::outcome)
          .doesNotContain(Outcome.SUCCESS);
      int entered = attack(site::attackWith, "sesame", "110", "143");
      read(site.log());
      check("Dovecot, right password", failed + entered);
      assertThat(events)
          .filteredOn(e -> e.outcome() == Outcome.SUCCESS)
          .filteredOn(e -> ATTACKER.equals(e.source()))
          .hasSizeGreaterThan(entered / 4);
    }
  }

  @Test
  void couriersLogGivesTheTrueAddress() throws Exception {
    try (CourierSite site = new CourierSite()) {
      int failed = attack(site::attackWith, "wrong", "110", "143");
      read(site.log());
      check("Courier", failed);
      assertThat(events).extracting(AuthEvent::outcome).doesNotContain(Outcome.SUCCESS);
    }
  }

  private interface Attacker {
    String with(List<String> command);
  }

  private static int attack(Attacker attacker, String password, String... ports) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                HostileClient.class.getName(),
                CourierSite.SERVER,
                password));
    command.addAll(List.of(ports));
    return Integer.parseInt(attacker.with(command));
  }

  private void read(Path log) throws IOException {
    events.clear();
    refused.clear();
    unknown.clear();
    LineParser parser = new LineParser(TestFormats.all(), ZoneId.systemDefault());
    parser.reference(System.currentTimeMillis());
    byte[] text = Files.readAllBytes(log);
    parser.parseAll(
        text,
        0,
        text.length,
        (parsed, line, from, to) -> {
          switch (parsed) {
            case Parsed.Event(AuthEvent event, var rule) -> events.add(event);
            case Parsed.Malformed(String why) -> refused.add(why + ": " + start(line, from, to));
            case Parsed.Unknown(String format) ->
                unknown.add(format + ": " + start(line, from, to));
            case Parsed.Ignored _ -> {}
          }
        });
  }

  private static String start(byte[] line, int from, int to) {
    return new String(
        line, from, Math.min(to - from, 300), java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private void check(String what, int attempts) {
    System.out.println(
        what
            + ": "
            + attempts
            + " attempts, "
            + events.size()
            + " events, "
            + refused.size()
            + " lines refused, "
            + unknown.size()
            + " unknown");
    assertThat(events.stream().map(AuthEvent::source).filter(Objects::nonNull).distinct())
        .isSubsetOf(ATTACKER, Address.of(MailSite.HONEST));
    assertThat(events)
        .filteredOn(e -> ATTACKER.equals(e.source()))
        .hasSizeGreaterThan(attempts / 2);
    assertThat(unknown)
        .filteredOn(line -> TELLS_OF_LOGINS.matcher(line).find())
        .allMatch(line -> line.contains(HostileNames.FORGED) || line.contains(": Error: "));
  }
}
