package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits, greylist, access and panic, proved by packets. */
class AdmissionTest {
  private static final String V4 = Lab.CLIENTS4.get(0);
  private static final String V4_NEIGHBOUR = Lab.CLIENTS4.get(1);
  private static final String V4_ELSEWHERE = Lab.CLIENTS4.get(2);
  private static final String V6 = Lab.CLIENTS6.get(0);
  private static final String V6_SAME_64 = Lab.CLIENTS6.get(1);
  private static final String V6_SAME_48 = Lab.CLIENTS6.get(2);

  private static final Lab LAB = new Lab();
  private static Lab.Agent server;
  private static Lab.Agent client;

  @BeforeAll
  static void listen() {
    server = LAB.server();
    client = LAB.client();
    server.ask("listen 110 143 8080");
  }

  @BeforeEach
  void open() {
    client.tell("hang-up probe");
    open(server);
    server.ask("flush");
    server.ask("restore");
  }

  private static void open(Lab.Agent agent) {
    agent.ask("open ANY DROP mail");
  }

  @AfterAll
  static void takeDown() {
    LAB.close();
  }

  private void reaches(int times, String source) {
    for (int i = 0; i < times; i++) {
      assertThat(client.reaches(source, 143)).as("%s, time %d", source, i + 1).isTrue();
    }
  }

  private void isKeptOut(String source) {
    assertThat(client.isKeptOut(source, 143)).as(source).isTrue();
  }

  @Test
  void aSourceHasSoManyNewConnectionsAnHourAndBusyNetworksHaveMore() {
    server.ask("admit per-source|3 busy|10.77.2.0/24 exempt|10.77.1.11");
    reaches(3, V4);
    isKeptOut(V4);
    assertThat(client.reaches(V4, 8080)).isTrue();
    reaches(5, V4_NEIGHBOUR);
    reaches(9, V4_ELSEWHERE);
    isKeptOut(V4_ELSEWHERE);
    reaches(2, V6);
    reaches(1, V6_SAME_64);
    isKeptOut(V6);
    reaches(3, V6_SAME_48);
    assertThat(server.ask("counts")).containsPattern("limited=[3-9]");
  }

  @Test
  void aNetworkHasItsLimitToo() {
    server.ask("admit per-network|3");
    reaches(2, V4);
    reaches(1, V4_NEIGHBOUR);
    isKeptOut(V4);
    reaches(1, V4_ELSEWHERE);
    reaches(2, V6);
    reaches(1, V6_SAME_48);
    isKeptOut(V6_SAME_64);
  }

  @Test
  void aSourceHasSoManyConnectionsAtOnce() {
    server.ask("admit open-source|2 open-network|3");
    client.ask("connect a %s %s 143".formatted(V4, Lab.SERVER4));
    client.ask("connect b %s %s 143".formatted(V4, Lab.SERVER4));
    isKeptOut(V4);
    client.ask("talk a");
    client.ask("connect c %s %s 143".formatted(V4_NEIGHBOUR, Lab.SERVER4));
    isKeptOut(V4_NEIGHBOUR);
    client.ask("connect d %s %s 143".formatted(V4_ELSEWHERE, Lab.SERVER4));
    client.ask("hang-up a");
    client.ask("connect a %s %s 143".formatted(V4, Lab.SERVER4));
  }

  @Test
  void aStrangerHasToComeBackAndAFamiliarNetworkDoesNot() {
    server.ask("admit greylist|2 good|10.77.2.0/24");
    reaches(1, V4_ELSEWHERE);
    for (String stranger : new String[] {V4, V6}) {
      isKeptOut(stranger);
      isKeptOut(stranger);
      Lab.await(() -> !client.isKeptOut(stranger, 143));
      reaches(2, stranger);
    }
    isKeptOut(V4_NEIGHBOUR);
    server.ask("welcome 10.77.1.99");
    reaches(1, V4_NEIGHBOUR);
    server.ask("admit good|10.77.2.0/24");
    reaches(1, V6_SAME_48);
  }

  @Test
  void aPortIsOnlyForThoseWhoMayAndATrialOnlyCounts() {
    server.ask("admit access|110|10.77.1.0/24|fd77:0:0:1::/64 trial|8080|10.77.2.10");
    assertThat(client.reaches(V4, 110)).isTrue();
    assertThat(client.reaches(V6, 110)).isTrue();
    assertThat(client.isKeptOut(V4_ELSEWHERE, 110)).isTrue();
    assertThat(client.isKeptOut(V6_SAME_48, 110)).isTrue();
    assertThat(server.ask("counts")).contains("access_p8080=0");
    assertThat(client.reaches(V4_ELSEWHERE, 8080)).isTrue();
    assertThat(server.ask("counts")).contains("access_p8080=0");
    assertThat(client.reaches(V4, 8080)).isTrue();
    assertThat(server.ask("counts")).doesNotContain("access_p8080=0");
  }

  @Test
  void panicLeavesFamiliarNetworksAndTheKeptAndEndsByItself() {
    client.ask("connect stranger %s %s 143".formatted(V6, Lab.SERVER6));
    Lab.Agent enforcer = LAB.server();
    open(enforcer);
    enforcer.ask("restore");
    enforcer.ask("admit panic|4 good|10.77.1.0/24 kept|10.77.2.10");
    reaches(1, V4);
    reaches(1, V4_ELSEWHERE);
    isKeptOut(V6);
    assertThat(client.tell("try-talk stranger")).startsWith("error");
    assertThat(client.reaches(V6, 8080)).isTrue();
    enforcer.kill();
    Lab.await(() -> !client.isKeptOut(V6, 143));
  }

  @Test
  void aRestartWithTheSameAdmissionLeavesNoGapAndOneWithoutEndsIt() {
    server.ask("admit access|143|10.77.2.0/24");
    client.ask("storm %s %s 143".formatted(V4, Lab.SERVER4));
    for (int i = 0; i < 20; i++) {
      server.ask("open ANY DROP mail");
      server.ask("admit access|143|10.77.2.0/24");
      server.ask("restore");
      server.ask("mend");
    }
    assertThat(client.ask("calm")).endsWith("through 0");
    server.ask("open ANY DROP mail");
    server.ask("restore");
    reaches(1, V4);
  }

  @Test
  void whatOthersTakeFromItIsPutBack() {
    Lab.Agent enforcer = LAB.server();
    open(enforcer);
    enforcer.ask("restore");
    enforcer.ask("admit access|143|10.77.2.0/24");
    enforcer.ask("reconcile");
    LAB.nft("delete", "table", "inet", "redoubt_admission");
    Lab.await(() -> enforcer.ask("mendings").contains("written anew"));
    isKeptOut(V4);
    enforcer.ask("admit panic|600 good|10.77.1.0/24");
    LAB.nft("flush", "set", "inet", "redoubt_admission", "panic");
    Lab.await(() -> client.isKeptOut(V4_ELSEWHERE, 143));
    LAB.nft("flush", "ruleset");
    Lab.await(() -> client.isKeptOut(V6_SAME_48, 143));
    reaches(1, V4);
    enforcer.kill();
  }

  @Test
  void nothingOfItIsLeftWhenAllIsTakenOut() {
    server.ask("admit access|143|10.77.2.0/24");
    server.ask("flush");
    assertThat(LAB.nft("list", "tables")).doesNotContain("redoubt");
  }

  @Test
  void countsGoOnWhileWhoIsKnownChanges() {
    server.ask("admit per-source|3");
    reaches(2, V4);
    server.ask("admit per-source|3 busy|10.77.2.0/24 exempt|10.77.1.11 good|10.77.9.0/24");
    reaches(1, V4);
    isKeptOut(V4);
    reaches(5, V4_NEIGHBOUR);
    reaches(9, V4_ELSEWHERE);
    server.ask("admit per-source|3 busy|fd77::/48");
    isKeptOut(V4);
    reaches(9, V6);
  }

  @Test
  void anAlarmComesAndGoes() {
    server.ask("admit greylist|600|off good|10.77.2.0/24");
    reaches(1, V4);
    server.ask("admit greylist|600 good|10.77.2.0/24");
    isKeptOut(V4);
    isKeptOut(V6);
    reaches(1, V4_ELSEWHERE);
    server.ask("admit greylist|600 good|10.77.1.0/24");
    isKeptOut(V4_ELSEWHERE);
    reaches(1, V4);
    server.ask("admit greylist|600|off");
    reaches(1, V4_ELSEWHERE);
    server.ask("admit greylist|600");
    isKeptOut(V4_ELSEWHERE);
  }
}
