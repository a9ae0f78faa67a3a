package org.redoubt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.config.Config;
import org.redoubt.daemon.Daemon;
import org.redoubt.daemon.Mode;
import org.redoubt.daemon.StateFolder;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LearnCommandTest {
  private static final String HOME = "203.0.113.20";
  private static final String GUESSER = "198.51.100.66";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Test
  void teachesTheDaemonThatRuns() throws Exception {
    try (Daemon daemon = start()) {
      JsonNode told = learn(log("old.log", 40));
      assertThat(told.path("learned-by").asString()).isEqualTo("daemon");
      assertThat(told.path("new").asInt()).isEqualTo(1);
      assertThat(isAtHome("anna", HOME)).isTrue();
      assertThat(daemon).isNotNull();
    }
    try (Daemon next = start()) {
      assertThat(isAtHome("anna", HOME)).isTrue();
      assertThat(next).isNotNull();
    }
  }

  @Test
  void teachesTheDaemonThatIsToCome() throws Exception {
    assertThat(learn(log("old.log", 40)).path("learned-by").asString()).isEqualTo("state-folder");
    assertThat(learn(log("old.log", 40)).path("new").asInt()).isZero();
    try (Daemon daemon = start()) {
      assertThat(isAtHome("anna", HOME)).isTrue();
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void bansNobodyAndLeavesOutLoginsThatFollowedGuessing() throws Exception {
    JsonNode told = learn(log("old.log", 40));
    assertThat(told.path("logins").asInt()).isEqualTo(40);
    assertThat(told.path("followed-guessing").asInt()).isEqualTo(1);
    assertThat(told.path("accounts").asInt()).isEqualTo(1);
    try (Daemon daemon = start()) {
      assertThat(run("why", GUESSER)).isEqualTo(1);
      assertThat(isAtHome("bob", GUESSER)).isFalse();
      assertThat(run("bans", "--json")).isZero();
      assertThat(json().path("bans")).isEmpty();
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void whatIsOlderThanFamiliarForMakesNobodyFamiliar() throws Exception {
    learn(log("old.log", 91));
    assertThat(err.toString()).contains("older than familiar-for (90d)");
    try (Daemon daemon = start()) {
      assertThat(isAtHome("anna", HOME)).isFalse();
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void readsArchivesAndTracesInAnyOrder() throws Exception {
    Path packed = folder.resolve("mail.log.2.gz");
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(log("plain", 60), gzip);
    }
    Path trace =
        Files.writeString(
            folder.resolve("trace.jsonl"),
            "{\"at\":\"%s\",\"source\":\"2001:db8::1\",\"outcome\":\"success\",\"account\":\"eva\"}%n"
                .formatted(now));
    JsonNode told = learn(log("mail.log", 20), packed);
    assertThat(told.path("logins").asInt()).isEqualTo(80);
    assertThat(told.path("oldest").asString()).isEqualTo(now.minus(60, ChronoUnit.DAYS).toString());
    assertThat(learn(trace).path("accounts").asInt()).isEqualTo(1);
  }

  @Test
  void aLoginOfNextYearIsNotBelieved() throws Exception {
    JsonNode told = learn(log("ahead.log", -200));
    assertThat(told.path("ahead").asInt()).isPositive();
    try (Daemon daemon = start()) {
      assertThat(isAtHome("anna", HOME)).isFalse();
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void manyLoginsGoInManyLessons() throws Exception {
    StringBuilder trace = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      trace.append(
          "{\"at\":\"%s\",\"source\":\"10.%d.%d.1\",\"outcome\":\"success\",\"account\":\"\\u0001u%d\"}%n"
              .formatted(now, i >> 8, i & 255, i));
    }
    try (Daemon daemon = start()) {
      JsonNode told = learn(Files.writeString(folder.resolve("many.jsonl"), trace));
      assertThat(told.path("new").asInt()).isEqualTo(3_000);
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void saysWhatItLearned() throws Exception {
    assertThat(run("learn", log("old.log", 40).toString())).isZero();
    assertThat(out.toString())
        .contains("Learned 40 logins of 1 accounts from 1 networks")
        .contains("Left out: 1 logins from places not known")
        .contains("the next one will know it");
    Path nothing = Files.writeString(folder.resolve("nothing.log"), "no log at all\n");
    assertThat(run("learn", nothing.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("Found no login to learn from");
    assertThat(run("learn", folder.resolve("none").toString())).isEqualTo(2);
  }

  /** Anna logs in once a day from so many days ago on; on the last day a guesser finds bob. */
  private Path log(String name, int daysAgo) throws IOException {
    StringBuilder lines = new StringBuilder();
    Instant day = now.minus(daysAgo, ChronoUnit.DAYS);
    for (int i = 0; i < Math.abs(daysAgo); i++) {
      lines.append(line(day.plus(daysAgo > 90 ? 0 : i, ChronoUnit.DAYS), "anna", HOME, true));
    }
    for (int i = 0; i < 12; i++) {
      lines.append(line(day.plus(i, ChronoUnit.SECONDS), "name" + i, GUESSER, false));
    }
    lines.append(line(day.plus(15, ChronoUnit.SECONDS), "bob", GUESSER, true));
    return Files.writeString(folder.resolve(name), lines);
  }

  private static String line(Instant at, String account, String source, boolean success) {
    String what = success ? "Login" : "Disconnected (auth failed, 1 attempts in 2 secs)";
    return "%s mx dovecot: imap-login: %s: user=<%s>, method=PLAIN, rip=%s, lip=192.0.2.1, session=<%s>\n"
        .formatted(at, what, account, source, account + at.getEpochSecond());
  }

  private Daemon start() throws Exception {
    Config config = Config.defaults();
    Mode watch = Mode.of(Mode.Wish.WATCH, config.enforce());
    List<String> logs = List.of(folder.resolve("none.log").toString());
    return Daemon.start(
        new Daemon.Plan(config, new StateFolder(folder.resolve("state")), watch, logs));
  }

  private boolean isAtHome(String account, String source) throws Exception {
    Files.writeString(folder.resolve("none.log"), line(Instant.now(), account, source, false));
    for (int i = 0; i < 500; i++) {
      run("why", account, "--json");
      for (JsonNode visitor : json().path("visits").path("most")) {
        if (visitor.path("source").asString().equals(source)) {
          return visitor.path("at-home").asBoolean();
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the daemon has not read the line");
  }

  private JsonNode learn(Path... files) {
    String[] words = new String[files.length + 2];
    words[0] = "learn";
    words[1] = "--json";
    for (int i = 0; i < files.length; i++) {
      words[i + 2] = files[i].toString();
    }
    assertThat(run(words)).as(err.toString()).isZero();
    return json();
  }

  private JsonNode json() {
    return new JsonMapper().readTree(out.toString());
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    CommandLine line = Redoubt.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--state";
    all[words.length + 1] = folder.resolve("state").toString();
    return line.execute(all);
  }
}
