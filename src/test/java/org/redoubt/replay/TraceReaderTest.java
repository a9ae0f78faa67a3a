package org.redoubt.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.simulate.Attack;
import org.redoubt.simulate.Attempt;
import org.redoubt.simulate.Options;
import org.redoubt.simulate.Simulation;
import org.redoubt.simulate.TraceLines;

class TraceReaderTest {
  @Test
  void readsAllFields() throws MalformedTrace {
    assertThat(
            read(
                """
                {"at":"2026-01-05T09:30:00.123Z","source":"192.0.2.1","account":"Bob",\
                "outcome":"wrong-password","password":"p","protocol":"imap","label":"A1"}
                """))
        .containsExactly(
            new Attempt(
                1_767_605_400_123L,
                Address.of("192.0.2.1"),
                Account.of("bob"),
                "p",
                Protocol.IMAP,
                Outcome.WRONG_PASSWORD,
                "A1"));
  }

  @Test
  void needsThreeOnlyAndPassesOverOthers() throws MalformedTrace {
    assertThat(
            read(
                """
                {"at":1767605400.5,"source":"2001:db8::1","outcome":"success","more":[{"at":1}]}

                {"at":"1767605401","source":"2001:db8::1","outcome":"success","account":null}
                """))
        .extracting(Attempt::atMillis)
        .containsExactly(1_767_605_400_500L, 1_767_605_401_000L);
  }

  @Test
  void readsAnOffset() throws MalformedTrace {
    String line =
        "{\"at\":\"2026-01-05T10:30:00+01:00\",\"source\":\"::1\",\"outcome\":\"success\"}";
    assertThat(read(line)).first().extracting(Attempt::atMillis).isEqualTo(1_767_605_400_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"at\":1,\"source\":\"192.0.2.1\"}|no \"outcome\"",
        "{\"at\":1,\"source\":\"192.0.2.1\",\"outcome\":\"maybe\"}|found outcome maybe",
        "{\"at\":1,\"source\":\"example.org\",\"outcome\":\"success\"}|found source example.org",
        "{\"at\":\"today\",\"source\":\"::1\",\"outcome\":\"success\"}|found at today",
        "{\"at\":1,\"source\":\"::1\",\"outcome\":\"success\",\"protocol\":\"x\"}|found protocol x",
        "{\"at\":1,\"source\":|not JSON",
        "[1]|expected an object",
        "{\"at\":1,\"source\":\"::1\",\"outcome\":\"success\"|not JSON",
      })
  void tellsWhatIsWrongAndWhere(String line, String message) {
    String good = "{\"at\":1,\"source\":\"::1\",\"outcome\":\"success\"}\n";
    assertThatThrownBy(() -> read(good + line))
        .isInstanceOf(MalformedTrace.class)
        .hasMessageStartingWith("t.jsonl:2: ")
        .hasMessageContaining(message);
  }

  @Test
  void readsWhatTheSimulationWrites() throws IOException, MalformedTrace {
    Options options =
        Options.standard().withUsers(24).withDays(0, 1).withAttacks(List.of(Attack.A8), 0);
    List<Attempt> written = new ArrayList<>();
    new Simulation(options).forEach(written::add);
    written.removeIf(attempt -> attempt.outcome() == Outcome.NO_ATTEMPT);
    StringBuilder trace = new StringBuilder();
    for (Attempt attempt : written) {
      new TraceLines().write(attempt, trace);
    }
    assertThat(read(trace.toString())).isEqualTo(written);
  }

  private static List<Attempt> read(String trace) throws MalformedTrace {
    List<Attempt> attempts = new ArrayList<>();
    new TraceReader("t.jsonl", attempts::add)
        .read(new ByteArrayInputStream(trace.getBytes(StandardCharsets.UTF_8)));
    return attempts;
  }
}
