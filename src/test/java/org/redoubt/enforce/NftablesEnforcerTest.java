package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proved by packets between real network namespaces. */
class NftablesEnforcerTest {
  private static final Pattern TIMES = Pattern.compile("(timeout|expires) [0-9a-z]+");
  private static final String V4 = Lab.CLIENTS4.get(0);
  private static final String V4_NEIGHBOUR = Lab.CLIENTS4.get(1);
  private static final String V4_ELSEWHERE = Lab.CLIENTS4.get(2);
  private static final String V6 = Lab.CLIENTS6.get(0);
  private static final String V6_NEIGHBOUR = Lab.CLIENTS6.get(1);
  private static final String V6_ELSEWHERE = Lab.CLIENTS6.get(2);

  private final Lab lab = new Lab();
  private Lab.Agent server = lab.server();
  private final Lab.Agent client = lab.client();

  @BeforeEach
  void listen() {
    server.ask("listen 110 143 8080");
  }

  @AfterEach
  void takeDown() {
    lab.close();
  }

  private void open(EnforceSettings.Via via) {
    server.ask("open " + via + " DROP mail");
    server.ask("restore");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIBRARY", "PROGRAM"})
  void keepsTheBannedFromMailPortsAndNobodyElseFromAnything(EnforceSettings.Via via) {
    open(via);
    server.ask("apply %s=3600 %s=3600".formatted(V4, V6));
    for (String banned : new String[] {V4, V6}) {
      assertThat(client.isKeptOut(banned, 110)).as(banned).isTrue();
      assertThat(client.isKeptOut(banned, 143)).as(banned).isTrue();
      assertThat(client.reaches(banned, 8080)).as(banned).isTrue();
    }
    assertThat(client.reaches(V4_NEIGHBOUR, 143)).isTrue();
    assertThat(client.reaches(V6_NEIGHBOUR, 143)).isTrue();
    assertThat(Integer.parseInt(server.ask("dropped"))).isGreaterThanOrEqualTo(4);

    server.ask("apply -%s -%s".formatted(V4, V6));
    assertThat(client.reaches(V4, 143)).isTrue();
    assertThat(client.reaches(V6, 143)).isTrue();
  }

  @Test
  void keepsOutBlocksOfAnyLength() {
    open(EnforceSettings.Via.ANY);
    server.ask("apply 10.77.1.0/24=3600 fd77:0:0:1::/64=3600");
    assertThat(client.isKeptOut(V4, 143)).isTrue();
    assertThat(client.isKeptOut(V4_NEIGHBOUR, 143)).isTrue();
    assertThat(client.reaches(V4_ELSEWHERE, 143)).isTrue();
    assertThat(client.isKeptOut(V6_NEIGHBOUR, 143)).isTrue();
    assertThat(client.reaches(V6_ELSEWHERE, 143)).isTrue();

    server.ask("apply 10.77.2.10/31=3600 fd77:0:0:2::/63=3600");
    assertThat(client.isKeptOut(V4_ELSEWHERE, 143)).isTrue();
    assertThat(client.isKeptOut(V6_ELSEWHERE, 143)).isTrue();
    assertThat(server.ask("held")).contains("10.77.2.10/31", "fd77:0:0:2::/63");
  }

  @Test
  void cutsConnectionsThatAreOpen() {
    open(EnforceSettings.Via.ANY);
    client.ask("connect bad %s %s 143".formatted(V4, Lab.SERVER4));
    client.ask("connect bad6 %s %s 143".formatted(V6, Lab.SERVER6));
    client.ask("connect good %s %s 143".formatted(V4_NEIGHBOUR, Lab.SERVER4));
    client.ask("talk bad");
    client.ask("talk bad6");
    client.ask("talk good");
    server.ask("apply %s=3600 %s=3600".formatted(V4, V6));
    assertThat(client.tell("try-talk bad")).startsWith("error");
    assertThat(client.tell("try-talk bad6")).startsWith("error");
    assertThat(client.tell("talk good")).startsWith("ok");
  }

  @Test
  void nobodyElsesFilterLetsTheBannedPass() {
    lab.nft("add table inet other");
    lab.nft("add chain inet other input { type filter hook input priority -500; policy accept; }");
    lab.nft("add rule inet other input accept");
    open(EnforceSettings.Via.ANY);
    server.ask("apply " + V4 + "=3600");
    assertThat(client.isKeptOut(V4, 143)).isTrue();
  }

  @Test
  void refusesInsteadOfSilenceAndEverywhereWhenToldTo() {
    server.ask("open ANY REJECT all");
    server.ask("restore");
    client.ask("connect bad %s %s 143".formatted(V4, Lab.SERVER4));
    server.ask("apply %s=3600 %s=3600".formatted(V4, V6));
    for (String banned : new String[] {V4, V6}) {
      assertThat(client.tell("connect x %s %s 8080".formatted(banned, Lab.serverFor(banned))))
          .contains("refused");
    }
    assertThat(client.tell("talk bad")).contains("reset");
    assertThat(client.reaches(V4_NEIGHBOUR, 8080)).isTrue();
  }

  @Test
  void restoreLeavesExactlyWhatIsWanted() {
    open(EnforceSettings.Via.ANY);
    server.ask("apply 192.0.2.1=3600 192.0.2.2=3600 198.51.100.0/22=3600");
    server.ask("restore 192.0.2.2=3600 2001:db8::/40=3600 203.0.113.9 192.0.2.77=-5");
    assertThat(prefixes(server.ask("held")))
        .containsExactly("192.0.2.2", "203.0.113.9", "2001:db8::/40");
  }

  @Test
  void aBanAgainHasItsNewEndAndALiftOfNothingHarmsNoOther() {
    open(EnforceSettings.Via.ANY);
    server.ask("apply 192.0.2.1=100 192.0.2.2=5000 192.0.2.3=100");
    server.ask("apply 192.0.2.1=5000 -203.0.113.1 192.0.2.2=100 -2001:db8::/33 192.0.2.3");
    String held = server.ask("held");
    assertThat(held).containsPattern("192.0.2.1=(5000|499\\d) 192.0.2.2=(100|9\\d) 192.0.2.3$");
  }

  @Test
  void theLastChangeOfABatchCountsAndAnEndedBanIsALift() {
    open(EnforceSettings.Via.ANY);
    server.ask("apply 192.0.2.1=100 -192.0.2.1 -192.0.2.2 192.0.2.2=100 192.0.2.3=100");
    assertThat(prefixes(server.ask("held"))).containsExactly("192.0.2.2", "192.0.2.3");
    server.ask("apply 192.0.2.2=0");
    assertThat(prefixes(server.ask("held"))).containsExactly("192.0.2.3");
  }

  @Test
  void libraryAndProgramMakeTheSameKernelState() {
    assertThat(stateVia("LIBRARY")).isEqualTo(stateVia("PROGRAM")).contains("ban6_48");
  }

  private String stateVia(String via) {
    server.ask("open " + via + " DROP mail");
    server.ask("restore 192.0.2.2=3600 2001:db8::/40=3600 203.0.113.9");
    server.ask("apply 192.0.2.3=3600 192.0.2.0/25=60 -192.0.2.2");
    return TIMES.matcher(lab.nft("list", "table", "inet", "redoubt")).replaceAll("$1");
  }

  @Test
  void bansOutliveTheProcessUntilTheyAreFlushed() {
    open(EnforceSettings.Via.ANY);
    server.ask("apply " + V4 + "=3600");
    server.kill();
    server = lab.server();
    server.ask("listen 143");
    assertThat(client.isKeptOut(V4, 143)).isTrue();
    server.ask("open ANY DROP mail");
    server.ask("close");
    assertThat(client.isKeptOut(V4, 143)).isTrue();
    server.ask("open ANY DROP mail");
    server.ask("flush");
    assertThat(client.reaches(V4, 143)).isTrue();
    assertThat(lab.nft("list", "tables")).doesNotContain("redoubt");
    server.ask("flush");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIBRARY", "PROGRAM"})
  void withoutTheRightItSaysSo(String via) {
    Lab.Agent powerless = lab.server("setpriv", "--bounding-set", "-all", "--inh-caps", "-all");
    assertThat(powerless.tell("open " + via + " DROP mail"))
        .contains("error", "no right to change the firewall", "CAP_NET_ADMIN");
  }

  private static String[] prefixes(String held) {
    return held.isEmpty() ? new String[0] : held.replaceAll("=[0-9]+", "").split(" ");
  }
}
