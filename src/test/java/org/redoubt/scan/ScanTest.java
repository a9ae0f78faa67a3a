package org.redoubt.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.redoubt.decide.DecideSettings;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.event.AuthEvent;
import org.redoubt.parse.Joiner;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;
import org.redoubt.parse.TestFormats;
import org.redoubt.report.ScanJson;
import org.redoubt.report.SourceTally;
import org.redoubt.report.Tally;
import tools.jackson.databind.node.ObjectNode;

class ScanTest {
  private static final long READ_AT = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
  private static final HashKey KEY = new HashKey(3, 4);

  @Test
  void decidesOverManyChunksWhatOneReaderDecides() throws IOException {
    byte[] log = log(40_000);
    assertThat(log.length).isGreaterThan(3 << 20);
    List<String> alone = decisionsOfOneReader(log);
    assertThat(alone).isNotEmpty();
    try (Scan scan = scan()) {
      scan.read(new ByteArrayInputStream(log), READ_AT, bytes -> {});
      assertThat(scan.finish().decisions()).extracting(ScanTest::text).isEqualTo(alone);
    }
  }

  @Test
  void tellsWhoCameAndWhoGotIn() throws IOException {
    StringBuilder log = new StringBuilder();
    String[] names = {"root", "admin", "test", "web", "www", "info", "sales", "anna"};
    for (int i = 0; i < names.length; i++) {
      log.append("Sep 16 10:34:1").append(i);
      log.append(" mx pop3d: LOGIN FAILED, user=").append(names[i]).append(", ip=[192.0.2.7]\n");
    }
    log.append("Sep 16 10:34:20 mx pop3d: LOGIN, user=anna, ip=[192.0.2.7]\n");
    log.append("Sep 16 10:34:21 mx cron[1]: something else\n");
    log.append("no stamp\n");
    try (Scan scan = scan()) {
      scan.read(
          new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)),
          READ_AT,
          bytes -> {});
      Tally tally = scan.finish();
      SourceTally source = tally.sources().getFirst();
      assertThat(source.source()).hasToString("192.0.2.7");
      assertThat(source.attempts()).isEqualTo(8);
      assertThat(source.accounts()).isEqualTo(8);
      assertThat(tally.breaches()).hasSize(1);
      ObjectNode json = ScanJson.of(scan.counts(), tally, address -> "JP");
      assertThat(json.path("lines").asInt()).isEqualTo(11);
      assertThat(json.path("understood").asInt()).isEqualTo(9);
      assertThat(json.path("ignored").asInt()).isEqualTo(1);
      assertThat(json.path("malformed").asInt()).isEqualTo(1);
      assertThat(json.path("sources").path(0).path("decision").asString()).isEqualTo("ban");
      assertThat(json.path("sources").path(0).path("origin").asString()).isEqualTo("JP");
      assertThat(json.path("breaches").path(0).path("account").asString()).isEqualTo("anna");
      assertThat(json.path("from").asString()).isEqualTo("2026-09-16T10:34:10Z");
    }
  }

  private static Scan scan() {
    return new Scan(TestFormats.all(), ZoneOffset.UTC, judge());
  }

  private static Judge judge() {
    return new Judge(new Detector(DetectSettings.defaults(), KEY), DecideSettings.defaults(), KEY);
  }

  private static List<String> decisionsOfOneReader(byte[] log) {
    Judge judge = judge();
    Joiner joiner = new Joiner();
    List<String> decisions = new ArrayList<>();
    LineParser parser = new LineParser(TestFormats.all(), ZoneOffset.UTC);
    parser.reference(READ_AT);
    parser.parseAll(
        log,
        0,
        log.length,
        (parsed, text, from, to) -> {
          AuthEvent event = parsed instanceof Parsed.Event login ? joiner.join(login) : null;
          if (event != null) {
            judge.observe(event, decision -> decisions.add(text(decision)));
          }
        });
    return decisions;
  }

  private static String text(Decision decision) {
    return decision.atMillis() + " " + decision.kind() + " " + decision.scope();
  }

  /** Failures of many sources, with repeated lines that may fall on the edge of a chunk. */
  private static byte[] log(int lines) {
    Random random = new Random(11);
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      String at = Instant.ofEpochSecond(1_790_000_000L + i / 4).toString();
      log.append(at).append(" mx ");
      if (random.nextInt(3) == 0) {
        log.append("last message repeated ").append(1 + random.nextInt(3)).append(" times\n");
      } else {
        log.append(
            "dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<u");
        log.append(random.nextInt(500)).append(">, method=PLAIN, rip=198.51.100.");
        log.append(random.nextInt(200)).append(", lip=192.0.2.25, session=<s").append(i);
        log.append(">\n");
      }
    }
    return log.toString().getBytes(StandardCharsets.UTF_8);
  }
}
