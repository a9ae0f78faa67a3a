package org.redoubt.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redoubt.e2e.MailSite.ATTACKER;
import static org.redoubt.e2e.MailSite.HONEST;
import static org.redoubt.e2e.MailSite.LOGGED_IN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One story, told in order: an attack on a real Dovecot, and what Redoubt does about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MailSiteIT {
  private static final List<String> NAMES =
      List.of(
          "monday", "monet", "monica", "monique", "monk", "monroe", "montana", "monte", "monty",
          "moon", "moore", "morgan", "moritz", "morris", "moses", "mozart");

  private final JsonMapper json = new JsonMapper();
  private final MailSite site;
  private @Nullable Process daemon;
  private JsonNode firstBan = json.createObjectNode();

  MailSiteIT() throws Exception {
    site = new MailSite();
  }

  @BeforeAll
  void start() {
    daemon = site.startRedoubt();
  }

  @AfterAll
  void end() throws Exception {
    if (daemon != null) {
      daemon.destroyForcibly().waitFor();
    }
    site.close();
  }

  @Test
  @Order(1)
  void theAttackersPacketsAreDroppedAndTheHonestClientNoticesNothing() throws Exception {
    attackUntilKeptOut();
    assertThat(site.attack("monday")).as("the connection that was ended, and the next").isEmpty();
    firstBan = bans().get(0);
    assertThat(bans()).hasSize(1);
    assertThat(firstBan.path("scope").asString()).isEqualTo(ATTACKER);
    assertThat(site.nft("list", "set", "inet", "redoubt", "ban4_32")).contains(ATTACKER);
    assertThat(site.nft("list", "counter", "inet", "redoubt", "dropped"))
        .doesNotContain("packets 0 ");
    Files.copy(site.log(), site.home.resolve("first.log"));
  }

  @Test
  @Order(2)
  void aScanOfTheSameLogDecidesTheSame() {
    Path log = site.home.resolve("first.log");
    Shell.Result scan = Shell.run("./redoubt", "scan", "--json", log.toString());
    assertThat(scan.exitCode()).as(scan.output()).isZero();
    JsonNode sources = json.readTree(scan.output()).path("sources");
    JsonNode attacker = source(sources, ATTACKER);
    assertThat(attacker.path("decision").asString()).isEqualTo("ban");
    assertThat(attacker.path("decided").asString()).isEqualTo(firstBan.path("since").asString());
    assertThat(source(sources, HONEST).path("decision").asString("")).isNotEqualTo("ban");
  }

  @Test
  @Order(3)
  void whyTellsEveryPieceOfEvidenceWithItsLine() {
    Shell.Result why = site.redoubt("why", ATTACKER);
    assertThat(why.exitCode()).isZero();
    assertThat(why.output())
        .contains("banned until", "monday", "passwd-file(monday," + ATTACKER, "score ");
    assertThat(site.redoubt("why", "203.0.113.7").exitCode()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void liftLetsHimInAgain() {
    Shell.Result lift = site.redoubt("lift", ATTACKER);
    assertThat(lift.exitCode()).as(lift.output()).isZero();
    Shell.await("the attacker to reach the server", () -> !site.attack("monday").isEmpty());
    assertThat(site.redoubt("lift", ATTACKER).exitCode()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void theGuardedAreNotBannedByHandEither() {
    assertThat(site.redoubt("ban", "127.0.0.0/8").output()).contains("spared", "loopback");
    assertThat(site.redoubt("ban", "192.0.2.1").output()).contains("spared", "own address");
    assertThat(site.redoubt("allow", HONEST, "--because", "a customer").exitCode()).isZero();
    assertThat(site.redoubt("ban", "192.0.2.0/24").output()).contains("spared");
    assertThat(site.honestLogin()).isEqualTo(LOGGED_IN);
  }

  @Test
  @Order(6)
  void bansAndPositionsOutliveKillAndRestart() throws Exception {
    attackUntilKeptOut();
    Process killed = Objects.requireNonNull(daemon);
    Shell.await("everything to be stored", () -> bans().size() == 1);
    killed.destroyForcibly().waitFor();
    assertThat(site.attack("monday")).isEmpty();
    assertThat(site.honestLogin()).isEqualTo(LOGGED_IN);
    daemon = site.startRedoubt();
    assertThat(site.attack("monday")).isEmpty();
    assertThat(bans()).hasSize(1);
    assertThat(site.redoubt("allow", "--list").output()).contains(HONEST, "a customer");
  }

  @Test
  @Order(7)
  void endingLeavesTheBansInTheKernelAndFlushTakesThemOut() throws Exception {
    Process ended = Objects.requireNonNull(daemon);
    ended.destroy();
    assertThat(ended.waitFor()).isEqualTo(143);
    assertThat(site.attack("monday")).isEmpty();
    assertThat(site.flush().exitCode()).isZero();
    assertThat(site.attack("monday")).isNotEmpty();
  }

  private void attackUntilKeptOut() {
    int attempts = 0;
    while (!site.attack(NAMES.get(attempts % NAMES.size())).isEmpty()) {
      assertThat(site.honestLogin()).isEqualTo(LOGGED_IN);
      assertThat(++attempts).as("attempts without a ban").isLessThan(40);
    }
    assertThat(attempts).isGreaterThan(2);
    assertThat(site.honestLogin()).isEqualTo(LOGGED_IN);
  }

  private JsonNode bans() {
    return json.readTree(site.redoubt("bans", "--json").output()).path("bans");
  }

  private JsonNode source(JsonNode sources, String address) {
    return StreamSupport.stream(sources.spliterator(), false)
        .filter(source -> source.path("source").asString().equals(address))
        .findFirst()
        .orElseGet(json::createObjectNode);
  }
}
