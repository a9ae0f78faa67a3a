package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Not one connection of the banned gets through, whatever happens to us. */
class NoGapTest {
  private static final Pattern STORM = Pattern.compile("attempts (\\d+) through (\\d+)");
  private static final String V4 = Lab.CLIENTS4.get(0);
  private static final String V6 = Lab.CLIENTS6.get(0);
  private static final String HONEST = Lab.CLIENTS4.get(1);
  private static final String BANS = V4 + "=3600 " + V6 + "=3600";

  private final Lab lab = new Lab();

  @AfterEach
  void takeDown() {
    lab.close();
  }

  @Test
  void underAStreamOfAttemptsThroughKillsRestartsReloadsAndOtherBans() {
    lab.server().ask("listen 143");
    Lab.Agent client = lab.client();
    Lab.Agent first = enforcer();
    client.ask("storm %s %s 143".formatted(V4, Lab.SERVER4));
    client.ask("storm %s %s 143".formatted(V6, Lab.SERVER6));
    work(first, client);
    first.kill();
    assertThat(client.reaches(HONEST, 143)).isTrue();
    Lab.Agent second = enforcer();
    work(second, client);
    second.kill();
    Matcher storm = STORM.matcher(client.ask("calm"));
    for (int i = 0; i < 2; i++) {
      assertThat(storm.find()).isTrue();
      assertThat(Integer.parseInt(storm.group(1))).isGreaterThan(100);
      assertThat(storm.group(2)).isEqualTo("0");
    }
  }

  private Lab.Agent enforcer() {
    Lab.Agent enforcer = lab.server();
    enforcer.ask("open ANY DROP mail");
    enforcer.ask("restore " + BANS);
    return enforcer;
  }

  private static void work(Lab.Agent enforcer, Lab.Agent client) {
    for (int i = 1; i < 30; i++) {
      enforcer.ask("apply 192.0.2.%d=3600 198.51.100.0/%d=3600 %s".formatted(i, i, BANS));
      enforcer.ask("restore 203.0.113.9 " + BANS);
      enforcer.ask("mend");
    }
    assertThat(client.reaches(HONEST, 143)).isTrue();
  }
}
