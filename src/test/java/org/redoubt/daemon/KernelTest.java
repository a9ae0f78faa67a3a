package org.redoubt.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redoubt.cli.Redoubt;
import org.redoubt.enforce.Lab;
import tools.jackson.databind.JsonNode;

/** The whole daemon and a real kernel, proved by packets. */
class KernelTest {
  private static final Pattern STORM = Pattern.compile("attempts (\\d+) through (\\d+)");
  private static final String V4 = Lab.CLIENTS4.get(0);
  private static final String V6 = Lab.CLIENTS6.get(0);
  private static final String HONEST = Lab.CLIENTS4.get(1);

  @TempDir Path folder;
  private final Lab lab = new Lab();
  private final Lab.Agent client = lab.client();

  @AfterEach
  void takeDown() {
    lab.close();
  }

  @Test
  void notOneOfTheBannedGetsThroughKillsRestartsAndFlushes() throws Exception {
    lab.server().ask("listen 143");
    RunningDaemon first = RunningDaemon.in(lab, folder, "");
    first.ask("ban", V4);
    first.ask("ban", "fd77:0:0:1::/64");
    Lab.await(() -> client.isKeptOut(V4, 143) && client.isKeptOut(V6, 143));
    client.ask("storm %s %s 143".formatted(V4, Lab.SERVER4));
    client.ask("storm %s %s 143".formatted(V6, Lab.SERVER6));
    others(first, "198.51.100.");
    first.kill();
    assertThat(client.reaches(HONEST, 143)).isTrue();
    try (RunningDaemon second = RunningDaemon.in(lab, folder, "")) {
      others(second, "203.0.113.");
    }
    try (RunningDaemon changed = RunningDaemon.in(lab, folder, "enforce.answer = \"reject\"")) {
      others(changed, "192.0.2.");
      assertThat(changed.ask("bans").path("bans")).hasSizeGreaterThan(2);
    }
    Matcher storm = STORM.matcher(client.ask("calm"));
    for (int i = 0; i < 2; i++) {
      assertThat(storm.find()).isTrue();
      assertThat(Integer.parseInt(storm.group(1))).isGreaterThan(100);
      assertThat(storm.group(2)).isEqualTo("0");
    }
  }

  private void others(RunningDaemon daemon, String network) {
    for (int i = 1; i < 30; i++) {
      daemon.ask("ban", network + i);
      daemon.ask("mend");
      daemon.ask("lift", network + (i - 1));
    }
    assertThat(client.reaches(HONEST, 143)).isTrue();
  }

  @Test
  void tellsWhatTheKernelHoldsAndThatItIsAsWanted() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.in(lab, folder, "")) {
      daemon.ask("ban", V4);
      daemon.ask("ban", "2001:db8::/48");
      daemon.await("real-bans", answer -> answer.path("bans").size() == 2);
      JsonNode real = daemon.ask("real-bans");
      assertThat(real.path("lacking")).isEmpty();
      assertThat(real.path("bans").toString()).contains("2001:db8::/48", V4, "\"until\"");
      JsonNode kernel = daemon.await("status", KernelTest::isAsWanted).path("kernel");
      assertThat(kernel.path("mendings").asInt()).isZero();
      assertThat(daemon.ask("mend").path("told").asString()).contains("holds what is wanted");
      assertThat(daemon.ask("status").path("kernel").path("comparisons").asInt())
          .isGreaterThan(kernel.path("comparisons").asInt());
    }
  }

  private static boolean isAsWanted(JsonNode status) {
    return status.path("kernel").path("as-wanted").asBoolean();
  }

  @Test
  void putsBackWhatSomebodyFlushedAndTellsOfIt() throws Exception {
    try (RunningDaemon daemon = RunningDaemon.in(lab, folder, "")) {
      daemon.ask("ban", V4);
      daemon.await("real-bans", answer -> answer.path("bans").size() == 1);
      daemon.await("status", KernelTest::isAsWanted);
      lab.nft("flush", "ruleset");
      JsonNode kernel =
          daemon.await("status", a -> a.path("kernel").path("mendings").asInt() > 0).path("kernel");
      assertThat(kernel.path("mending").asString()).contains("written anew");
      assertThat(daemon.ask("real-bans").path("bans")).hasSize(1);
    }
  }

  @Test
  void tellsWhatAnEarlierRunHasLeftUntilItIsFlushed() throws Exception {
    lab.server().ask("listen 143");
    for (String settings : new String[] {"", "enforce.firewall = \"ipset\""}) {
      try (RunningDaemon first = RunningDaemon.in(lab, folder, settings)) {
        assertThat(first.ask("ban", V4).path("done").asBoolean()).isTrue();
        Lab.await(() -> client.isKeptOut(V4, 143));
      }
    }
    try (RunningDaemon second = RunningDaemon.in(lab, folder, "run.watch = true")) {
      assertThat(second.ask("status").path("hints").toString())
          .contains("still keeps people out (nftables, ipset)", "run --flush");
      assertThat(second.ask("lift", V4).path("told").asString()).startsWith("lifted");
      assertThat(client.isKeptOut(V4, 143)).isTrue();
      String config = folder.resolve("redoubt.toml").toString();
      Process flush =
          lab.program(
                  Redoubt.class.getName(), List.of(), List.of("run", "--flush", "--config", config))
              .start();
      assertThat(flush.waitFor()).as(flush.inputReader().lines().toList().toString()).isZero();
      assertThat(client.reaches(V4, 143)).isTrue();
      assertThat(second.ask("status").path("hints")).isEmpty();
    }
  }

  @Test
  void saysOfWhoIsOnAListThatHeIsKeptOut() throws Exception {
    lab.server().ask("listen 143");
    Path list = Files.writeString(folder.resolve("list.txt"), V4 + "\n");
    String settings =
        "repute.list = [{name = \"bad\", from = \"%s\", as = \"ban\", with-private = true}]"
            .formatted(list);
    try (RunningDaemon daemon = RunningDaemon.in(lab, folder, settings)) {
      Lab.await(() -> client.isKeptOut(V4, 143));
      daemon.await("why", V4, why -> why.at("/kept-out-by/0").asString("").equals("bad"));
      daemon.ask("allow", V4);
      Lab.await(() -> client.reaches(V4, 143));
      daemon.await("why", V4, why -> !why.has("kept-out-by"));
    }
  }

  @Test
  void enforcesWithIpsetAndWritesItAnewOnDemand() throws Exception {
    lab.server().ask("listen 143");
    String settings = "enforce.firewall = \"ipset\"\nlimits.new-per-source = \"9/minute\"";
    try (RunningDaemon daemon = RunningDaemon.in(lab, folder, settings)) {
      assertThat(daemon.ask("status").path("hints").toString())
          .contains("not in force, for it needs nftables: [limits]");
      assertThat(daemon.ask("status").path("enforcer").asString()).startsWith("ipset, ports");
      daemon.ask("ban", V4);
      Lab.await(() -> client.isKeptOut(V4, 143));
      lab.nft("flush", "ruleset");
      assertThat(client.reaches(V4, 143)).isTrue();
      assertThat(daemon.ask("mend").path("told").asString()).contains("anew");
      Lab.await(() -> client.isKeptOut(V4, 143));
      assertThat(daemon.ask("real-bans").path("error").asString()).contains("only nftables tells");
      lab.run("ipset", "flush");
      assertThat(client.reaches(V4, 143)).isTrue();
      Lab.await(() -> client.isKeptOut(V4, 143));
      daemon.await("status", a -> a.path("kernel").path("mendings").asInt() > 0);
    }
  }
}
