package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.cli.Redoubt;
import org.redoubt.enforce.Lab;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the log to the packets: the running program decides who may connect. */
class DoorkeeperTest {
  private static final String HOME = Lab.CLIENTS4.get(2);
  private static final String STRANGER = Lab.CLIENTS4.get(0);
  private static final String STRANGER6 = Lab.CLIENTS6.get(0);
  private static final String HOME6 = Lab.CLIENTS6.get(2);

  @TempDir Path folder;
  private final Lab lab = new Lab();
  private final Lab.Agent client = lab.client();
  private final Instant now = Instant.now();

  @BeforeEach
  void listen() {
    lab.server().ask("listen 110 143 8080");
  }

  @AfterEach
  void takeDown() {
    lab.close();
  }

  @Test
  void strangersComeTwiceWhileThereIsAnAlarm() throws Exception {
    String settings = "[detect]\nvantage = \"firewall\"\n[greylist]\nhold = \"2s\"\n";
    try (Guarded guarded = new Guarded(lab, folder, settings)) {
      guarded.succeeds(now, "alice", HOME);
      guarded.await(status -> status.at("/admission/familiar-networks").asInt() == 1);
      assertThat(client.reaches(STRANGER, 143)).isTrue();
      for (int i = 0; i < 60; i++) {
        guarded.fails(now.plusSeconds(i), "n" + i, "198.18." + i + ".1");
      }
      guarded.await(status -> status.at("/admission/greylist").asString().equals("on"));
      assertThat(client.reaches(HOME, 143)).isTrue();
      for (String stranger : new String[] {STRANGER, STRANGER6}) {
        assertThat(client.isKeptOut(stranger, 143)).isTrue();
        Lab.await(() -> !client.isKeptOut(stranger, 143));
      }
      assertThat(client.isKeptOut(Lab.CLIENTS4.get(1), 143)).isTrue();
      guarded.succeeds(now.plusSeconds(61), "alice", STRANGER);
      guarded.await(status -> status.at("/admission/familiar-networks").asInt() == 2);
      assertThat(client.reaches(Lab.CLIENTS4.get(1), 143)).isTrue();
      guarded.restart();
      assertThat(client.isKeptOut(HOME6, 143)).isTrue();
      assertThat(client.reaches(HOME, 143)).isTrue();
      guarded.succeeds(now.plusSeconds(62), "alice", HOME);
      guarded.succeeds(now.plus(Duration.ofDays(3)), "alice", HOME);
      guarded.await(status -> status.at("/admission/greylist").asString().equals("off"));
      assertThat(client.reaches(HOME6, 143)).isTrue();
    }
  }

  @Test
  void panicShutsStrangersOutOverARestartUntilCalm() throws Exception {
    try (Guarded guarded = new Guarded(lab, folder, "")) {
      guarded.succeeds(now, "alice", HOME);
      guarded.succeeds(now, "bob", HOME6);
      guarded.await(status -> status.path("events").asInt() == 2);
      assertThat(guarded.status().has("admission")).isFalse();
      ObjectNode panic = RunningDaemon.request("panic").put("for-millis", 3_600_000);
      JsonNode outlook = guarded.daemon().ask(panic.deepCopy().put("ask", true));
      assertThat(outlook.path("accounts-reachable").asInt()).isEqualTo(2);
      assertThat(outlook.path("familiar-networks").asInt()).isEqualTo(2);
      assertThat(client.reaches(STRANGER, 143)).isTrue();
      assertThat(
              guarded
                  .daemon()
                  .ask(panic.deepCopy().put("caller", STRANGER))
                  .path("error")
                  .asString())
          .contains(STRANGER, "--keep");
      panic.putArray("keep").add(Lab.CLIENTS4.get(1));
      assertThat(guarded.daemon().ask(panic).path("told").asString()).startsWith("panic until");
      onlyFamiliarOnesMayLogIn();
      guarded.restart();
      onlyFamiliarOnesMayLogIn();
      assertThat(guarded.status().path("admission").has("panic-until")).isTrue();
      assertThat(guarded.daemon().ask(RunningDaemon.request("calm")).path("found").asBoolean())
          .isTrue();
      assertThat(client.reaches(STRANGER, 143)).isTrue();
      assertThat(guarded.daemon().ask(RunningDaemon.request("calm")).path("found").asBoolean())
          .isFalse();
    }
  }

  @Test
  void panicAsksOnATerminalAndNowhereElse() throws Exception {
    try (Guarded guarded = new Guarded(lab, folder, "")) {
      String panic =
          "%s/bin/java -cp %s %s panic --state %s/state"
              .formatted(
                  System.getProperty("java.home"), Lab.CLASS_PATH, Redoubt.class.getName(), folder);
      assertThat(answering("y\n", "sh", "-c", panic)).contains("say --yes");
      assertThat(answering("\n", "script", "-qec", panic, "/dev/null"))
          .contains("Nobody else may log in", "Go ahead? [y/N]", "nothing done");
      assertThat(guarded.status().has("admission")).isFalse();
      assertThat(answering("y\n", "script", "-qec", panic, "/dev/null")).contains("panic until");
      assertThat(guarded.status().path("admission").has("panic-until")).isTrue();
    }
  }

  /** What a program says to whom gives it this answer. */
  private static String answering(String answer, String... command) throws Exception {
    Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
    program.outputWriter().append(answer).flush();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    program.getOutputStream().close();
    return said;
  }

  private void onlyFamiliarOnesMayLogIn() {
    for (String familiar : new String[] {HOME, HOME6, Lab.CLIENTS4.get(1)}) {
      assertThat(client.reaches(familiar, 143)).as(familiar).isTrue();
    }
    assertThat(client.isKeptOut(STRANGER, 143)).isTrue();
    assertThat(client.reaches(STRANGER, 8080)).isTrue();
  }

  @Test
  void limitsSpareOfficesAndTheAllowlist() throws Exception {
    String settings =
        """
        [run]
        allow = ["fd77:0:0:1::11"]
        [limits]
        new-per-source = "3/hour"
        busy-from = 2
        busy-times = 3
        """;
    try (Guarded guarded = new Guarded(lab, folder, settings)) {
      reaches(STRANGER, 3);
      assertThat(client.isKeptOut(STRANGER, 143)).isTrue();
      assertThat(guarded.status().at("/admission/refused-packets/limited").asInt()).isPositive();
      reaches(Lab.CLIENTS6.get(1), 9);
      guarded.succeeds(now, "alice", HOME);
      guarded.succeeds(now, "bob", HOME);
      guarded.await(status -> status.path("events").asInt() == 2);
      guarded.restart();
      reaches(HOME, 9);
      assertThat(client.isKeptOut(HOME, 143)).isTrue();
    }
  }

  private void reaches(String source, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(client.reaches(source, 143)).as("%s, time %d", source, i + 1).isTrue();
    }
  }

  @Test
  void portsAreForThoseWhoMay() throws Exception {
    String settings =
        """
        [access]
        imap = ["10.77.2.0/24", "fd77:0:0:2::/64"]
        trial = false
        [[access.port]]
        number = 8080
        allowed = ["10.77.1.11"]
        """;
    try (Guarded guarded = new Guarded(lab, folder, settings)) {
      assertThat(client.reaches(HOME, 143)).isTrue();
      assertThat(client.reaches(HOME6, 143)).isTrue();
      assertThat(client.isKeptOut(STRANGER, 143)).isTrue();
      assertThat(client.isKeptOut(STRANGER6, 143)).isTrue();
      assertThat(client.reaches(STRANGER, 110)).isTrue();
      assertThat(client.isKeptOut(STRANGER, 8080)).isTrue();
      assertThat(client.reaches(Lab.CLIENTS4.get(1), 8080)).isTrue();
      JsonNode admission = guarded.status().path("admission");
      assertThat(admission.at("/access/imap").asString()).isEqualTo("in-force");
      assertThat(admission.at("/refused-packets/access_imap").asInt()).isPositive();
      ObjectNode trial = RunningDaemon.request("access");
      trial.putObject("access").putArray("imap").add("10.77.1.10");
      guarded.succeeds(now, "alice", HOME);
      guarded.succeeds(now, "bob", STRANGER);
      Lab.await(() -> accounts(guarded, trial) == 2);
      JsonNode rule = guarded.daemon().ask(trial).path("access").get(0);
      assertThat(rule.path("refused-accounts").asInt()).isEqualTo(1);
      assertThat(rule.at("/examples/0/account").asString()).isEqualTo("alice");
    }
  }

  private static int accounts(Guarded guarded, ObjectNode trial) {
    return guarded.daemon().ask(trial).path("access").path(0).path("accounts").asInt();
  }
}
