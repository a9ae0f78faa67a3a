package org.redoubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.redoubt.decide.DecideSettings;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.parse.Joiner;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;
import org.redoubt.parse.TestFormats;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * Every folder of scenarios/ holds traffic and the decisions that it must and must not cause:
 * {@code must.ban} names sources with the number of attempts within which they must be banned,
 * {@code must-not.ban} prefixes in which nobody may be, {@code *} for everybody.
 */
class ScenarioTest {
  private static final HashKey KEY = new HashKey(1, 2);

  @TestFactory
  List<DynamicTest> everyScenarioEndsAsExpected() throws IOException {
    try (var folders = Files.list(Path.of("scenarios"))) {
      List<DynamicTest> tests =
          folders
              .filter(Files::isDirectory)
              .sorted()
              .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)))
              .toList();
      assertThat(tests).hasSizeGreaterThanOrEqualTo(5);
      return tests;
    }
  }

  private static void check(Path folder) throws IOException {
    assertThat(folder.resolve("README.md")).isNotEmptyFile();
    TomlParseResult expected = Toml.parse(folder.resolve("expect.toml"));
    assertThat(expected.errors()).isEmpty();
    Outcome outcome = new Outcome();
    outcome.run(Files.readAllBytes(folder.resolve("traffic.log")));
    assertThat(outcome.events).as("events in the traffic").isPositive();
    mustBan(expected.getTable("must.ban"), outcome);
    mustNotBan(expected.getArray("must-not.ban"), outcome);
  }

  private static void mustBan(
      @org.jspecify.annotations.Nullable TomlTable wanted, Outcome outcome) {
    if (wanted == null) {
      return;
    }
    for (String source : wanted.keySet()) {
      Address address = Address.of(source);
      Long within = wanted.getLong(List.of(source));
      assertThat(outcome.attemptsUntilBan).as("banned").containsKey(address);
      assertThat(outcome.attemptsUntilBan.get(address))
          .as("attempts of %s until its ban", source)
          .isLessThanOrEqualTo(within);
    }
  }

  private static void mustNotBan(
      @org.jspecify.annotations.Nullable TomlArray spared, Outcome outcome) {
    for (int i = 0; spared != null && i < spared.size(); i++) {
      String text = spared.getString(i);
      for (Decision ban : outcome.bans) {
        boolean hit = text.equals("*") || Prefix.of(text).overlaps(ban.scope());
        assertThat(hit).as("banned: %s, %s", ban.scope(), ban.because()).isFalse();
      }
    }
  }

  /** What came of the traffic. */
  private static final class Outcome {
    private final Judge judge =
        new Judge(new Detector(DetectSettings.defaults(), KEY), DecideSettings.defaults(), KEY);
    private final Joiner joiner = new Joiner();
    private final Map<Address, Long> attempts = new HashMap<>();
    private final Map<Address, Long> attemptsUntilBan = new HashMap<>();
    private final List<Decision> bans = new ArrayList<>();
    private long events;

    void run(byte[] log) {
      LineParser parser = new LineParser(TestFormats.all(), ZoneOffset.UTC);
      parser.reference(Instant.parse("2026-11-21T12:00:00Z").toEpochMilli());
      parser.parseAll(log, 0, log.length, (parsed, text, from, to) -> take(parsed));
    }

    private void take(Parsed parsed) {
      assertThat(parsed).isNotInstanceOf(Parsed.Malformed.class);
      AuthEvent event = parsed instanceof Parsed.Event login ? joiner.join(login) : null;
      if (event == null) {
        return;
      }
      events++;
      if (event.source() != null && event.outcome().isFailedGuess()) {
        attempts.merge(event.source(), (long) event.attempts(), Long::sum);
      }
      judge.observe(event, this::decided);
    }

    private void decided(Decision decision) {
      if (decision.kind() == Decision.Kind.BAN) {
        bans.add(decision);
        Address source = decision.scope().base();
        attemptsUntilBan.putIfAbsent(source, attempts.getOrDefault(source, 0L));
      }
    }
  }
}
