package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proved by packets, as for nftables. */
class IpsetEnforcerTest {
  private static final String V4 = Lab.CLIENTS4.get(0);
  private static final String V6 = Lab.CLIENTS6.get(0);

  private final Lab lab = new Lab();
  private final Lab.Agent server = lab.server();
  private final Lab.Agent client = lab.client();

  @AfterEach
  void takeDown() {
    lab.close();
  }

  @Test
  void keepsOutTheBannedUntilTheyAreLiftedOrFlushed() {
    server.ask("listen 143 8080");
    server.ask("open-ipset");
    server.ask("restore %s=3600 192.0.2.0/24".formatted(V4));
    server.ask("restore %s=3600 192.0.2.0/24=9999999999".formatted(V4));
    server.ask("apply fd77:0:0:1::/64=100 -198.51.100.1 192.0.2.0/24=50");
    assertThat(client.isKeptOut(V4, 143)).isTrue();
    assertThat(client.isKeptOut(V6, 143)).isTrue();
    assertThat(client.reaches(V4, 8080)).isTrue();
    assertThat(client.reaches(Lab.CLIENTS4.get(1), 143)).isTrue();
    server.ask("apply -" + V4);
    assertThat(client.reaches(V4, 143)).isTrue();
    server.ask("flush");
    assertThat(client.reaches(V6, 143)).isTrue();
    server.ask("flush");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ipset flush redoubt4",
        "ipset del redoubt6 fd77:0:0:1::/64",
        "iptables -t raw -F PREROUTING",
        "ip6tables -t raw -F REDOUBT",
        "nft flush ruleset"
      })
  void noticesAndMendsWhatOthersTakeAway(String command) {
    server.ask("listen 143");
    server.ask("open-ipset");
    server.ask("restore %s=3600 fd77:0:0:1::/64=100".formatted(V4));
    server.ask("apply 192.0.2.0/24=9999999999");
    assertThat(server.ask("mend")).contains("holds what is wanted");
    String[] words = command.split(" ");
    lab.run(words[0], Arrays.copyOfRange(words, 1, words.length));
    assertThat(client.reaches(V4, 143) || client.reaches(V6, 143)).isTrue();
    assertThat(server.ask("mend")).contains("written anew");
    assertThat(client.isKeptOut(V4, 143)).isTrue();
    assertThat(client.isKeptOut(V6, 143)).isTrue();
    assertThat(server.ask("mend")).contains("holds what is wanted");
  }
}
