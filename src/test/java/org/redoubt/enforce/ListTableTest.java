package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imported lists as bans, proved by packets in a real kernel. */
class ListTableTest {
  private static final Pattern STORM = Pattern.compile("attempts (\\d+) through (\\d+)");
  private static final String LISTED4 = Lab.CLIENTS4.get(0);
  private static final String NEIGHBOUR4 = Lab.CLIENTS4.get(1);
  private static final String LISTED6 = Lab.CLIENTS6.get(0);
  private static final String NEIGHBOUR6 = Lab.CLIENTS6.get(1);

  private final Lab lab = new Lab();
  private final Lab.Agent server = lab.server();
  private final Lab.Agent client = lab.client();

  @AfterEach
  void takeDown() {
    lab.close();
  }

  private static void open(Lab.Agent agent, String answer, String via) {
    agent.ask("lists open " + answer + " " + via);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIBRARY", "PROGRAM"})
  void keepsOutTheListedAndNobodyElse(String via) {
    server.ask("listen 143 80");
    open(server, "DROP", via);
    server.ask("lists load 192.0.2.0/24 %s %s but".formatted(LISTED4, LISTED6));
    for (String listed : new String[] {LISTED4, LISTED6}) {
      assertThat(client.isKeptOut(listed, 143)).as(listed).isTrue();
      assertThat(client.reaches(listed, 80)).as(listed).isTrue();
    }
    assertThat(client.reaches(NEIGHBOUR4, 143)).isTrue();
    assertThat(client.reaches(NEIGHBOUR6, 143)).isTrue();
    server.ask("lists load 192.0.2.0/24 10.77.1.0/24 fd77:0:0:1::/64 but");
    assertThat(client.isKeptOut(NEIGHBOUR4, 143)).isTrue();
    assertThat(client.isKeptOut(NEIGHBOUR6, 143)).isTrue();
    assertThat(client.reaches(Lab.CLIENTS4.get(2), 143)).isTrue();
    assertThat(server.ask("lists flush")).startsWith("true");
    assertThat(client.reaches(LISTED4, 143)).isTrue();
  }

  @Test
  void neverKeepsOutTheSpared() {
    server.ask("listen 143");
    open(server, "REJECT", "ANY");
    server.ask("lists load 10.77.0.0/16 fd77::/48 but %s %s 0.0.0.0/8".formatted(LISTED4, LISTED6));
    assertThat(client.reaches(LISTED4, 143)).isTrue();
    assertThat(client.reaches(LISTED6, 143)).isTrue();
    assertThat(client.isKeptOut(NEIGHBOUR4, 143)).isTrue();
    server.ask("lists spare 10.77.1.0/24");
    assertThat(client.reaches(NEIGHBOUR4, 143)).isTrue();
    assertThat(client.isKeptOut(LISTED6, 143)).isTrue();
    server.ask("lists spare");
    assertThat(client.isKeptOut(LISTED4, 143)).isTrue();
  }

  @Test
  void aBanOutweighsBeingSparedByLists() {
    server.ask("listen 143");
    server.ask("open ANY DROP mail");
    server.ask("restore %s=3600".formatted(LISTED4));
    open(server, "DROP", "ANY");
    server.ask("lists load 192.0.2.0/24 but " + LISTED4);
    assertThat(client.isKeptOut(LISTED4, 143)).isTrue();
    server.ask("flush");
    assertThat(client.reaches(LISTED4, 143)).isTrue();
    assertThat(lab.nft("list", "tables")).doesNotContain("redoubt");
  }

  @Test
  void seesThatSomebodyTookItAway() {
    open(server, "DROP", "ANY");
    assertThat(server.ask("lists load %s but".formatted(LISTED4))).startsWith("true");
    lab.nft("add", "table", "inet", "other");
    assertThat(server.ask("lists spare 192.0.2.1")).startsWith("true");
    lab.nft("flush", "ruleset");
    assertThat(server.tell("lists spare 192.0.2.1")).startsWith("error");
    server.ask("listen 143");
    assertThat(server.ask("lists load %s but".formatted(LISTED4))).startsWith("true");
    assertThat(client.isKeptOut(LISTED4, 143)).isTrue();
    lab.nft("flush", "chain", "inet", "redoubt_list_a", "lists");
    assertThat(server.tell("lists spare 192.0.2.1")).startsWith("ok false");
  }

  @Test
  void leavesNoGapWhileListsAreReplacedAndAfterAKill() {
    server.ask("listen 143");
    Lab.Agent first = lab.server();
    open(first, "DROP", "ANY");
    String listed = LISTED4 + " " + LISTED6;
    first.ask("lists load %s but".formatted(listed));
    client.ask("storm %s %s 143".formatted(LISTED4, Lab.SERVER4));
    client.ask("storm %s %s 143".formatted(LISTED6, Lab.SERVER6));
    for (int i = 0; i < 5; i++) {
      first.ask("lists load %s 20000*%d but".formatted(listed, 100 + i));
    }
    first.kill();
    assertThat(client.reaches(NEIGHBOUR4, 143)).isTrue();
    Lab.Agent second = lab.server();
    open(second, "DROP", "ANY");
    for (int i = 0; i < 5; i++) {
      second.ask("lists load %s 20000*%d but".formatted(listed, 200 + i));
    }
    Matcher storm = STORM.matcher(client.ask("calm"));
    for (int i = 0; i < 2; i++) {
      assertThat(storm.find()).isTrue();
      assertThat(Integer.parseInt(storm.group(1))).isGreaterThan(100);
      assertThat(storm.group(2)).isEqualTo("0");
    }
  }
}
