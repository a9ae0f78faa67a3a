package org.redoubt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.event.Outcome;
import org.redoubt.parse.BuiltInFormats;
import org.redoubt.parse.Formats;
import org.redoubt.simulate.Attack;
import org.redoubt.simulate.Attempt;
import org.redoubt.simulate.CourierLines;
import org.redoubt.simulate.DovecotLines;
import org.redoubt.simulate.Options;
import org.redoubt.simulate.PostfixLines;
import org.redoubt.simulate.Rendering;
import org.redoubt.simulate.Simulation;
import org.redoubt.simulate.Stamp;

class LogReaderTest {
  private static final Options OPTIONS =
      Options.standard()
          .withUsers(48)
          .withDays(0, 1)
          .withAttacks(List.of(Attack.A2A, Attack.A7A), 0)
          .withInnocents(EnumSet.noneOf(org.redoubt.simulate.Innocent.class));

  @ParameterizedTest
  @ValueSource(strings = {"dovecot", "courier", "postfix"})
  void understandsEachAttemptThatTheSimulationLogs(String server) throws IOException {
    List<Attempt> written = new ArrayList<>();
    new Simulation(OPTIONS).forEach(written::add);
    written.removeIf(a -> a.outcome() == Outcome.NO_ATTEMPT);
    StringBuilder log = new StringBuilder();
    Rendering rendering = rendering(server);
    for (Attempt attempt : written) {
      rendering.write(attempt, log);
    }
    List<Attempt> read = read(log.toString());
    assertThat(read).hasSameSizeAs(written);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).atMillis()).isEqualTo(written.get(i).atMillis());
      assertThat(read.get(i).source()).isEqualTo(written.get(i).source());
      assertThat(read.get(i).account()).isEqualTo(written.get(i).account());
      assertThat(read.get(i).outcome().isFailedGuess())
          .isEqualTo(written.get(i).outcome().isFailedGuess());
    }
  }

  @Test
  void oneLineMayStandForSeveralAttempts() throws IOException {
    assertThat(
            read(
                "2026-01-05T09:30:00.000000+00:00 mail dovecot: imap-login: Disconnected (auth"
                    + " failed, 3 attempts in 9 secs): user=<bob>, method=PLAIN, rip=192.0.2.9,"
                    + " lip=192.0.2.25, session=<a>\n"))
        .hasSize(3)
        .extracting(a -> String.valueOf(a.account()))
        .containsExactly("null", "null", "bob");
  }

  @Test
  void countsAttemptsWithoutAnAddress() throws IOException {
    LogReader reader =
        new LogReader(new Formats(BuiltInFormats.read()), ZoneOffset.UTC, attempt -> {});
    String masked =
        "Mar 26 10:31:36 serv pop3d: LOGIN FAILED, user=monday, ip=[::ffff:91.121.**]\n";
    reader.read(
        new ByteArrayInputStream(masked.getBytes(StandardCharsets.UTF_8)), OPTIONS.endMillis());
    assertThat(reader.withoutSource()).isEqualTo(1);
  }

  private static Rendering rendering(String server) {
    return switch (server) {
      case "dovecot" -> new DovecotLines(Stamp.ISO);
      case "courier" -> new CourierLines(Stamp.ISO);
      default -> new PostfixLines(Stamp.ISO);
    };
  }

  private static List<Attempt> read(String log) throws IOException {
    List<Attempt> attempts = new ArrayList<>();
    LogReader reader =
        new LogReader(
            new Formats(BuiltInFormats.read()),
            ZoneOffset.UTC,
            attempt -> {
              if (attempt.outcome() != Outcome.NO_ATTEMPT) {
                attempts.add(attempt);
              }
            });
    reader.read(
        new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), OPTIONS.endMillis());
    return attempts;
  }
}
