package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others do to our table, in a real kernel. */
class ReconcilerTest {
  private final Lab lab = new Lab();
  private final Lab.Agent server = lab.server();

  @AfterEach
  void takeDown() {
    lab.close();
  }

  private void start(String via) {
    server.ask("open " + via + " DROP mail");
    server.ask("restore 192.0.2.1=3600 2001:db8::/40=3600 203.0.113.9");
    server.ask("reconcile");
    Lab.await(() -> server.ask("comparisons").equals("1"));
    assertThat(server.ask("mendings")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIBRARY", "PROGRAM"})
  void writesAllAnewAfterSomebodyFlushedTheRuleset(String via) {
    start(via);
    server.ask("apply 192.0.2.7=3600");
    lab.nft("flush", "ruleset");
    Lab.await(() -> server.ask("mendings").contains("written anew"));
    assertThat(server.ask("held")).contains("192.0.2.1=", "2001:db8::/40=", "192.0.2.7=");
  }

  @Test
  void writesAllAnewWhenARuleOrASetIsTouched() {
    start("ANY");
    String before = lab.nft("-t", "list", "table", "inet", "redoubt");
    lab.nft("flush", "chain", "inet", "redoubt", "prerouting");
    Lab.await(() -> server.ask("mendings").contains("written anew"));
    assertThat(lab.nft("-t", "list", "table", "inet", "redoubt")).isEqualTo(before);
    lab.nft("insert", "rule", "inet", "redoubt", "banned", "accept");
    Lab.await(() -> server.ask("comparisons").equals("3"));
    assertThat(lab.nft("-t", "list", "table", "inet", "redoubt")).isEqualTo(before);
  }

  @Test
  void putsBackWhatOthersTookAndTakesWhatOthersPut() {
    start("ANY");
    lab.nft(
        "delete element inet redoubt ban4_32 { 192.0.2.1 };"
            + "add element inet redoubt ban4_32 { 192.0.2.50 };"
            + "delete element inet redoubt ban4_32 { 203.0.113.9 };"
            + "add element inet redoubt ban4_32 { 203.0.113.9 timeout 1h }");
    Lab.await(() -> !server.ask("mendings").isEmpty());
    assertThat(server.ask("mendings")).contains("1 bans lost, 1 not ours, 1 with another end");
    assertThat(server.ask("held")).contains("192.0.2.1=", "203.0.113.9 ").doesNotContain(".50");
    assertThat(server.ask("mend")).contains("holds what is wanted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIBRARY", "PROGRAM"})
  void ownChangesAndThoseOfOtherTablesAreNoReasonToCompare(String via) {
    start(via);
    for (int i = 0; i < 20; i++) {
      server.ask("apply 192.0.2.%d=3600 198.51.100.0/%d=3600".formatted(i + 10, i + 8));
      lab.nft("add table inet other" + i);
    }
    lab.nft("add element inet redoubt ban4_32 { 192.0.2.50 }");
    Lab.await(() -> !server.ask("mendings").isEmpty());
    assertThat(server.ask("comparisons")).isEqualTo("2");
  }

  @Test
  void aBanFindsTheTableAgainBeforeAnybodyNoticedItsLoss() {
    server.ask("open ANY DROP mail");
    server.ask("restore 192.0.2.1=3600");
    lab.nft("flush", "ruleset");
    server.ask("apply 192.0.2.2=3600");
    assertThat(server.ask("held")).contains("192.0.2.1=", "192.0.2.2=");
  }
}
