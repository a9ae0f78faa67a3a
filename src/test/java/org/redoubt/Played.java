package org.redoubt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.decide.DecideSettings;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.event.AuthEvent;
import org.redoubt.intake.Archive;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.parse.Joiner;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;
import org.redoubt.parse.TestFormats;

/** What came of a scenario's traffic. The log goes on whatever is banned. */
final class Played {
  private static final HashKey KEY = new HashKey(1, 2);

  final List<Decision> decisions = new ArrayList<>();
  final Map<Address, Long> attemptsUntilBan = new HashMap<>();
  long events;

  private final Judge judge =
      new Judge(new Detector(DetectSettings.defaults(), KEY), DecideSettings.defaults(), KEY);
  private final Joiner joiner = new Joiner();
  private final Map<Address, Long> attempts = new HashMap<>();
  private final Map<Address, Long> unhindered = new HashMap<>();

  /** Plays {@code traffic.log} of the folder, packed or not. */
  static Played of(Path folder) throws IOException {
    Path plain = folder.resolve("traffic.log");
    Path file = Files.exists(plain) ? plain : folder.resolve("traffic.log.gz");
    try (InputStream in = Archive.unpack(Files.newInputStream(file))) {
      return new Played(in.readAllBytes());
    }
  }

  private Played(byte[] log) {
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
    Address source = event.source();
    if (source != null && event.outcome().isFailedGuess()) {
      attempts.merge(source, (long) event.attempts(), Long::sum);
      if (judge.banOf(source, event.atMillis()) == null) {
        unhindered.merge(source, (long) event.attempts(), Long::sum);
      }
    }
    judge.observe(event, this::decided);
  }

  private void decided(Decision decision) {
    decisions.add(decision);
    if (decision.kind() == Decision.Kind.BAN) {
      Address source = decision.scope().base();
      attemptsUntilBan.putIfAbsent(source, attempts.getOrDefault(source, 0L));
    }
  }

  List<Decision> bans() {
    return decisions.stream().filter(d -> d.kind() == Decision.Kind.BAN).toList();
  }

  /** Failed attempts from the block while no ban kept their source out. */
  long letThrough(Prefix block) {
    return unhindered.entrySet().stream()
        .filter(e -> block.contains(e.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What was told and not enforced, in the words of expect.toml. */
  List<String> alerts() {
    return decisions.stream()
        .filter(d -> d.kind() == Decision.Kind.ALERT)
        .map(d -> d.subject().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .distinct()
        .toList();
  }
}
