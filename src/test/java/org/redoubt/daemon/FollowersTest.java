package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.config.Config;
import org.redoubt.enforce.Lab;
import tools.jackson.databind.JsonNode;

/** The daemon with several enforcers, and with none but files, commands and webhooks. */
class FollowersTest {
  private static final String SECRET = "correct horse battery staple";
  @TempDir Path folder;

  @Test
  void writesAPostfixTableWhereThereIsNoFirewall() throws Exception {
    Path table = folder.resolve("banned.cidr");
    try (RunningDaemon daemon = RunningDaemon.here(folder, noFirewall(file(table)))) {
      daemon.ask("ban", "203.0.113.9");
      daemon.ask("ban", "2001:db8::/48");
      Lab.await(() -> lines(table).size() == 2);
      assertThat(lines(table))
          .containsExactly(
              "203.0.113.9/32 REJECT too many failed logins from here",
              "2001:db8::/48 REJECT too many failed logins from here");
      daemon.ask("lift", "203.0.113.9");
      Lab.await(() -> lines(table).size() == 1);
      JsonNode status = daemon.ask("status");
      assertThat(status.path("mode").asString()).isEqualTo("enforcing");
      assertThat(status.path("enforcer").asString()).isEqualTo("file " + table);
    }
    assertThat(lines(table)).hasSize(1);
  }

  @Test
  void tellsANewStartEverythingThatIsInForce() throws Exception {
    Path table = folder.resolve("banned.cidr");
    try (RunningDaemon daemon = RunningDaemon.here(folder, noFirewall(file(table)))) {
      daemon.ask("ban", "203.0.113.9");
    }
    Files.delete(table);
    try (RunningDaemon daemon = RunningDaemon.here(folder, noFirewall(file(table)))) {
      Lab.await(() -> lines(table).size() == 1);
      assertThat(daemon.ask("bans").path("bans")).hasSize(1);
    }
  }

  @Test
  void aBrokenOneHoldsUpNoOtherAndIsToldOfAndTriedAgain() throws Exception {
    Path table = folder.resolve("banned.cidr");
    Path elsewhere = folder.resolve("not-there-yet/banned");
    Path ready = folder.resolve("ready");
    String command =
        """
        [[enforce.command]]
        ban = ["/usr/bin/test", "-e", "%s"]
        lift = ["/bin/true"]
        """
            .formatted(ready);
    String settings = noFirewall(file(elsewhere) + command + file(table));
    try (RunningDaemon daemon = RunningDaemon.here(folder, settings)) {
      daemon.ask("ban", "203.0.113.9");
      Lab.await(() -> lines(table).size() == 1);
      JsonNode told =
          daemon.await("status", answer -> state(answer, "file " + elsewhere).equals("broken"));
      assertThat(state(told, "file " + table)).isEqualTo("works");
      daemon.await("status", answer -> state(answer, "command /usr/bin/test").equals("broken"));
      assertThat(daemon.ask("status").path("hints").toString()).contains("not-there-yet");
      Files.createDirectory(elsewhere.getParent());
      Files.createFile(ready);
      daemon.await("status", answer -> state(answer, "file " + elsewhere).equals("works"));
      daemon.await("status", answer -> state(answer, "command /usr/bin/test").equals("works"));
      Lab.await(() -> lines(elsewhere).size() == 1);
    }
  }

  @Test
  void signsWithASecretThatItKeepsToItself() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
    BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    String settings = noFirewall(webhook(receiver.getAddress().getPort(), secret));
    assertThat(Config.parse("x", settings).toString()).doesNotContain(SECRET);
    try (RunningDaemon daemon = RunningDaemon.here(folder, settings)) {
      assertThat(bodies.take()).contains("\"all\":true");
      daemon.ask("ban", "203.0.113.9");
      assertThat(bodies.take()).contains("203.0.113.9").doesNotContain(SECRET);
      assertThat(daemon.ask("status").toString()).contains("webhook").doesNotContain(SECRET);
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void onlyWatchesAndSaysWhyWhenNothingCanBeUsed() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    try (RunningDaemon daemon = RunningDaemon.here(folder, noFirewall(webhook(1, secret)))) {
      JsonNode status = daemon.ask("status");
      assertThat(status.path("mode").asString()).isEqualTo("watch");
      assertThat(status.path("reason").asString())
          .contains("may be read by everybody")
          .doesNotContain(SECRET);
    }
  }

  private static String noFirewall(String others) {
    return "[enforce]\nfirewall = \"none\"\n" + others;
  }

  private static String file(Path path) {
    return "[[enforce.file]]\npath = \"%s\"\nformat = \"postfix\"\n".formatted(path);
  }

  private static String webhook(int port, Path secret) {
    return "[[enforce.webhook]]\nurl = \"http://127.0.0.1:%d/\"\nsecret-file = \"%s\"\n"
        .formatted(port, secret);
  }

  private static String state(JsonNode status, String name) {
    return status
        .path("enforcers")
        .valueStream()
        .filter(enforcer -> enforcer.path("name").asString().equals(name))
        .map(enforcer -> enforcer.path("state").asString())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
