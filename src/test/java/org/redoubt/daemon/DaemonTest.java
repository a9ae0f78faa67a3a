package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.config.Config;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole daemon in watch mode, with files in a folder of its own. */
class DaemonTest {
  @TempDir Path folder;
  private final JsonMapper json = new JsonMapper();

  @Test
  void readsJudgesStoresAndAnswers() throws Exception {
    attack("203.0.113.9", 8);
    try (Daemon daemon = start()) {
      await("bans", answer -> answer.path("bans").size() == 1);
      JsonNode why = ask("why", "203.0.113.9");
      assertThat(why.path("ban").path("scope").asString()).isEqualTo("203.0.113.9");
      assertThat(why.path("evidence")).isNotEmpty();
      assertThat(ask("status", "").path("mode").asString()).isEqualTo("watch");
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void goesOnWhereItEnded() throws Exception {
    attack("203.0.113.9", 8);
    try (Daemon first = start()) {
      await("status", answer -> answer.path("lines").asInt() == 8);
      ask("allow", "198.51.100.0/24");
      assertThat(first).isNotNull();
    }
    attack("203.0.113.10", 3);
    try (Daemon second = start()) {
      await("status", answer -> answer.path("lines").asInt() == 3);
      assertThat(ask("bans", "").path("bans")).hasSize(1);
      assertThat(ask("allowlist", "").path("allowed")).hasSize(1);
      assertThat(second).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd -q --rm", "bzip2"})
  void readsTheRestOfWhatWasPackedWhileItWasAway(String packer) throws Exception {
    attack("203.0.113.9", 2);
    try (Daemon first = start()) {
      await("status", answer -> answer.path("lines").asInt() == 2);
      assertThat(first).isNotNull();
    }
    attack("203.0.113.10", 3);
    Path rotated = Files.move(folder.resolve("mail.log"), folder.resolve("mail.log.1"));
    List<String> command = new ArrayList<>(List.of(packer.split(" ", -1)));
    command.add(rotated.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    assertThat(rotated).doesNotExist();
    attack("203.0.113.11", 4);
    try (Daemon second = start()) {
      await("status", answer -> answer.path("lines").asInt() == 7);
      assertThat(ask("why", "203.0.113.10").path("evidence")).hasSize(3);
      assertThat(second).isNotNull();
    }
  }

  @Test
  void remembersOverARestartWhatItHolds() throws Exception {
    attack("203.0.113.11", 2);
    double before;
    try (Daemon first = start()) {
      await("status", answer -> answer.path("lines").asInt() == 2);
      before = ask("why", "203.0.113.11").path("score").asDouble();
      assertThat(before).isPositive();
      assertThat(first).isNotNull();
    }
    try (Daemon second = start()) {
      assertThat(ask("why", "203.0.113.11").path("score").asDouble())
          .isCloseTo(before, org.assertj.core.data.Percentage.withPercentage(5));
      assertThat(second).isNotNull();
    }
  }

  @Test
  void keepsTheEndAndTheReasonOfWhatIsAllowed() throws Exception {
    try (Daemon first = start()) {
      ask("allow", "198.51.100.7", "our scanner");
      assertThat(first).isNotNull();
    }
    try (Daemon second = start()) {
      JsonNode allowed = ask("allowlist", "").path("allowed").get(0);
      assertThat(allowed.path("because").asString()).isEqualTo("our scanner");
      assertThat(Instant.parse(allowed.path("until").asString()))
          .isBetween(Instant.now(), Instant.now().plusSeconds(3_600));
      assertThat(second).isNotNull();
    }
  }

  @Test
  void aBanOfAPrefixNeverCoversWhoIsAllowedOrOurOwn() throws Exception {
    try (Daemon daemon = start()) {
      ask("allow", "198.51.100.7");
      JsonNode spared = ask("ban", "198.51.100.0/24");
      assertThat(spared.path("told").asString()).startsWith("spared");
      assertThat(spared.path("done").asBoolean()).isFalse();
      assertThat(ask("ban", "127.0.0.0/9").path("told").asString()).startsWith("spared");
      assertThat(ask("ban", "::/3").path("told").asString()).startsWith("spared");
      assertThat(ask("bans", "").path("bans")).isEmpty();
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void keepsToTheGuardrailsAndSaysSo() throws Exception {
    attack("127.0.0.1", 12);
    try (Daemon daemon = start()) {
      await("status", answer -> answer.path("spared").asInt() > 0);
      assertThat(ask("bans", "").path("bans")).isEmpty();
      assertThat(ask("ban", "::/0").path("error").asString()).contains("everybody");
      assertThat(ask("nonsense", "").path("error").asString()).contains("does not know");
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void liftsWhatIsAllowedAfterwards() throws Exception {
    try (Daemon daemon = start()) {
      assertThat(ask("ban", "203.0.113.0/24").path("told").asString()).startsWith("banned");
      assertThat(ask("allow", "0.0.0.0/0").path("error").asString()).contains("is everybody");
      assertThat(ask("allow", "203.0.113.7").path("told").asString())
          .startsWith("allowed 203.0.113.7 until ")
          .contains("\nlifted 203.0.113.0/24");
      assertThat(ask("bans", "").path("bans")).isEmpty();
      assertThat(ask("disallow", "203.0.113.7").path("found").asBoolean()).isTrue();
      assertThat(ask("lift", "203.0.113.0/24").path("found").asBoolean()).isFalse();
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void hearsFromListsAndTellsOfThem() throws Exception {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "203.0.113.0/24 ; known\nnonsense\n");
    Config config =
        Config.parse(
            "t.toml",
            """
            [[repute.list]]
            name = "known"
            from = "%s"
            weight = 2
            [[repute.list]]
            name = "gone"
            from = "%s/nothing"
            as = "ban"
            """
                .formatted(list, folder));
    try (Daemon daemon = start(config)) {
      await("status", answer -> answer.path("lists").path(0).path("blocks").asInt() == 1);
      attack("203.0.113.9", 3);
      await("status", answer -> answer.path("lines").asInt() == 3);
      assertThat(ask("why", "203.0.113.9").path("parts").path("hearsay").asDouble()).isEqualTo(2);
      JsonNode status = ask("status", "");
      assertThat(status.path("lists").path(0).path("left-out").asString())
          .isEqualTo("1 not understood");
      assertThat(status.path("hints").toString()).contains("list gone: there is no such file");
      assertThat(daemon).isNotNull();
    }
  }

  private Daemon start() throws Exception {
    return start(Config.defaults());
  }

  private Daemon start(Config config) throws Exception {
    Mode watch = Mode.of(Mode.Wish.WATCH, config.enforce());
    List<String> logs = List.of(folder.resolve("mail.log").toString());
    Files.writeString(
        folder.resolve("mail.log"), "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return Daemon.start(new Daemon.Plan(config, state(), watch, logs));
  }

  private StateFolder state() {
    return new StateFolder(folder.resolve("state"));
  }

  private void attack(String source, int names) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < names; i++) {
      lines.append(
          "%s mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<n%d>,"
              .formatted(Instant.now(), i));
      lines.append(" method=PLAIN, rip=%s, lip=192.0.2.10, session=<%d>\n".formatted(source, i));
    }
    Files.writeString(
        folder.resolve("mail.log"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private JsonNode ask(String command, String scope) throws Exception {
    return ask(command, scope, "");
  }

  private JsonNode ask(String command, String scope, String because) throws Exception {
    var request =
        json.createObjectNode()
            .put("command", command)
            .put("scope", scope)
            .put("because", because)
            .put("for-millis", 3_600_000);
    try (var answer = new ControlClient(state().socket()).ask(request)) {
      return json.readTree(answer);
    }
  }

  private void await(String command, Predicate<JsonNode> condition) throws Exception {
    for (int i = 0; i < 1000 && !condition.test(ask(command, "")); i++) {
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(condition.test(ask(command, ""))).as(command + " in the end").isTrue();
  }
}
