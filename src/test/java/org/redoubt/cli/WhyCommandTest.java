package org.redoubt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.config.Config;
import org.redoubt.daemon.Daemon;
import org.redoubt.daemon.Mode;
import org.redoubt.daemon.StateFolder;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A guesser tried ten names and got into bob's; asked while the daemon runs and afterwards. */
class WhyCommandTest {
  private static final String GUESSER = "198.51.100.66";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void attack() throws Exception {
    StringBuilder lines = new StringBuilder();
    lines.append(line("bob@example.org", "203.0.113.5", true));
    lines.append(line("bob@example.org", "203.0.113.5", false));
    lines.append(line("bob@example.org", GUESSER, false));
    for (int i = 0; i < 9; i++) {
      lines.append(line("name" + i, GUESSER, false));
    }
    lines.append(line("bob@example.org", GUESSER, true));
    lines.append(line("zoe", "2001:db8::7", false));
    lines.append(line("\u001b[31meve\u202e", "198.51.100.67", false));
    Files.writeString(folder.resolve("mail.log"), lines);
  }

  @Test
  void tellsWhoTriedAnAccountAndThatOneGotIn() throws Exception {
    try (Daemon daemon = start()) {
      awaitEnd();
      assertThat(run("why", "Bob@Example.org")).isZero();
      assertThat(daemon).isNotNull();
    }
    assertThat(out.toString())
        .startsWith(
            "bob@example.org: 2 failed tries (1 of them from where it is at home) from 2 sources, ")
        .containsPattern("BREACH .* bob@example.org logged in from 198.51.100.66")
        .containsPattern("198.51.100.66 +1 tries, 1 logins.*; banned")
        .containsPattern("203.0.113.5 +1 tries, 1 logins.*; the account is at home there")
        .containsPattern("imap 203.0.113.5 success: first login from this network")
        .containsPattern("ban 198.51.100.66 until .*: guessing");
  }

  @Test
  void tellsTheSameWhileNoDaemonRuns() throws Exception {
    try (Daemon daemon = start()) {
      awaitEnd();
      assertThat(daemon).isNotNull();
    }
    assertThat(run("why", "bob@example.org", "--json")).isZero();
    JsonNode bob = json();
    assertThat(bob.path("visits").path("tries").asInt()).isEqualTo(2);
    assertThat(bob.path("decisions").valueStream().map(d -> d.path("subject").asString()))
        .contains("breach", "guessing");
    assertThat(run("why", GUESSER)).isZero();
    assertThat(out.toString()).contains(GUESSER + ": banned until").contains("What it did");
  }

  @Test
  void tellsWhoCameFromABlock() throws Exception {
    try (Daemon daemon = start()) {
      awaitEnd();
      assertThat(run("why", "198.51.100.0/24")).isZero();
      assertThat(daemon).isNotNull();
    }
    assertThat(out.toString())
        .startsWith("198.51.100.0/24: 1 ban in force inside")
        .contains("11 failed tries at 11 accounts from 2 sources")
        .containsPattern("198.51.100.66 +10 tries at 10 accounts")
        .contains("ban 198.51.100.66 until");
  }

  @Test
  void anAddressOfIpv6IsToldWithTheRestOfItsNetwork() throws Exception {
    try (Daemon daemon = start()) {
      awaitEnd();
      assertThat(run("why", "2001:db8::1")).isZero();
      assertThat(daemon).isNotNull();
    }
    assertThat(out.toString()).startsWith("2001:db8::1: not banned").contains("user=<zoe>");
  }

  @Test
  void namesOfStrangersCannotMoveTheCursor() throws Exception {
    try (Daemon daemon = start()) {
      awaitEnd();
      assertThat(run("why", "\u001b[31meve\u202e")).isZero();
      assertThat(daemon).isNotNull();
    }
    assertThat(out.toString()).contains("[31meve").doesNotContain("\u001b", "\u202e");
    assertThat(run("why", "nobody\u001b[2J")).isEqualTo(1);
    assertThat(out.toString()).contains("nothing is known of it").doesNotContain("\u001b");
  }

  @Test
  void saysWhatNameWasMeantAndWhenNothingIsKnown() throws Exception {
    assertThat(run("why", "bob")).isEqualTo(1);
    assertThat(err.toString()).contains("no daemon runs");
    try (Daemon daemon = start()) {
      awaitEnd();
      assertThat(run("why", "bob")).isEqualTo(1);
      assertThat(out.toString())
          .contains("bob: nothing is known of it")
          .contains("there is bob@example.org");
      assertThat(run("why", "--account", "192.0.2.1")).isEqualTo(1);
      assertThat(out.toString()).startsWith("192.0.2.1: nothing is known of it: no failed try");
      assertThat(daemon).isNotNull();
    }
  }

  private static String line(String account, String source, boolean success) {
    String what = success ? "Login" : "Disconnected (auth failed, 1 attempts in 2 secs)";
    return "%s mx dovecot: imap-login: %s: user=<%s>, method=PLAIN, rip=%s, lip=192.0.2.1, session=<%s>\n"
        .formatted(Instant.now(), what, account, source, "s" + System.nanoTime());
  }

  private Daemon start() throws Exception {
    Config config = Config.defaults();
    Mode watch = Mode.of(Mode.Wish.WATCH, config.enforce());
    List<String> logs = List.of(folder.resolve("mail.log").toString());
    return Daemon.start(
        new Daemon.Plan(config, new StateFolder(folder.resolve("state")), watch, logs));
  }

  /** The last line is stored. */
  private void awaitEnd() throws Exception {
    for (int i = 0; i < 500; i++) {
      run("why", "198.51.100.67", "--json");
      if (json().path("visits").path("tries").asInt() > 0) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the daemon has not read the log");
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
