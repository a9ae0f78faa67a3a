package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.enforce.Lab;

/** Connections that are open when their source is banned, through the whole daemon. */
class HeldConnectionsTest {
  private static final String BAD4 = Lab.CLIENTS4.get(0);
  private static final String BAD6 = Lab.CLIENTS6.get(0);
  private static final String GOOD = Lab.CLIENTS4.get(1);

  @TempDir Path folder;
  private final Lab lab = new Lab();
  private final Lab.Agent server = lab.server();
  private final Lab.Agent client = lab.client();

  @BeforeEach
  void connectAll() {
    server.ask("listen 143 8080");
    connect("bad4", BAD4, 143);
    connect("bad6", BAD6, 143);
    connect("elsewhere", BAD4, 8080);
    connect("good", GOOD, 143);
  }

  @AfterEach
  void takeDown() {
    lab.close();
  }

  private void connect(String name, String source, int port) {
    client.ask("connect %s %s %s %d".formatted(name, source, Lab.serverFor(source), port));
    client.ask("talk " + name);
  }

  @Test
  void endAtOnceOnThePortsInScopeAndNowhereElse() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.in(lab, folder, "")) {
      daemon.ask("ban", BAD4);
      daemon.ask("ban", "fd77:0:0:1::/64");
      Lab.await(() -> server.ask("sessions").equals("2"));
      client.ask("talk elsewhere");
      client.ask("talk good");
      assertThat(daemon.ask("status").path("enforcers").toString())
          .contains("\"connections\"", "2 ended");
    }
  }

  @Test
  void ofThoseWhoAreBannedFromBeforeEndAtTheStart() throws Exception {
    try (RunningDaemon first =
        RunningDaemon.in(lab, folder, "[enforce]\nend-connections = false")) {
      first.ask("ban", BAD4);
      Lab.await(() -> client.isKeptOut(BAD4, 143));
      assertThat(server.ask("sessions")).isEqualTo("4");
      assertThat(first.ask("status").path("enforcers").toString()).doesNotContain("connections");
    }
    try (RunningDaemon second = RunningDaemon.in(lab, folder, "")) {
      Lab.await(() -> server.ask("sessions").equals("3"));
      assertThat(second.ask("bans").path("bans")).hasSize(1);
    }
  }

  @Test
  void areLeftAloneInWatchMode() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.in(lab, folder, "run.watch = true")) {
      assertThat(daemon.ask("ban", BAD4).path("told").asString()).startsWith("banned");
      assertThat(daemon.ask("status").path("mode").asString()).isEqualTo("watch");
      assertThat(daemon.ask("status").path("enforcers")).isEmpty();
    }
    client.ask("talk bad4");
    assertThat(server.ask("sessions")).isEqualTo("4");
    assertThat(lab.nft("list", "tables")).doesNotContain("redoubt");
  }

  @Test
  void areLeftAloneAndThatIsToldWhereWeMayNot() throws Exception {
    String[] powerless = {"setpriv", "--bounding-set", "-all", "--inh-caps", "-all"};
    Path bans = folder.resolve("bans");
    String settings = "[[enforce.file]]\npath = \"" + bans + "\"\nformat = \"plain\"\n";
    try (RunningDaemon daemon = RunningDaemon.in(lab, folder, settings, powerless)) {
      daemon.ask("ban", BAD4);
      assertThat(daemon.ask("status").path("enforcers").toString())
          .contains("\"missing\"", "no right to change the firewall");
    }
    client.ask("talk bad4");
  }
}
