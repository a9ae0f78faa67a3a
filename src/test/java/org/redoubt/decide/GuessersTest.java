package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.redoubt.decide.Decision.Kind;
import org.redoubt.decide.Decision.Subject;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;

/** Who must be found out, and how soon. */
class GuessersTest {
  private static final String WALKER = "192.0.2.77";
  private final Site site = new Site();

  @Test
  void theAlphabetWalkerIsBannedWithinFourNames() {
    for (String name : new String[] {"monday", "monica", "monroe", "montana"}) {
      site.wrong(WALKER, name).passes(Duration.ofSeconds(5));
    }
    assertThat(site.bans()).hasSize(1);
    Decision ban = site.bans().getFirst();
    assertThat(ban.scope()).hasToString(WALKER);
    assertThat(ban.score()).isGreaterThan(9);
    assertThat(ban.evidence().stream().mapToDouble(e -> e.weight()).sum())
        .isCloseTo(ban.score(), org.assertj.core.data.Offset.offset(0.05));
    assertThat(ban.evidence()).anySatisfy(e -> assertThat(e.detail()).isEqualTo("monroe"));
  }

  @Test
  void sevenASecondIsBannedInTheFirstSeven() {
    for (String name : new String[] {"root", "user", "admin", "webmaster", "test", "web", "www"}) {
      site.wrong("200.57.91.104", name).passes(Duration.ofMillis(150));
    }
    assertThat(site.bans()).hasSize(1);
    assertThat(site.bans().getFirst().evidence().size()).isLessThanOrEqualTo(4);
  }

  @Test
  void oneAccountHammeredOnceASecondIsBannedInThirtyTries() {
    site.success("198.51.100.1", "bob");
    int tries = 0;
    while (!site.banned(WALKER) && tries < 100) {
      site.wrong(WALKER, "bob").passes(Duration.ofSeconds(1));
      tries++;
    }
    assertThat(tries).isBetween(9, 30);
  }

  @Test
  void oneNameAnHourIsFoundOutWithinADay() {
    for (int i = 0; i < 24; i++) {
      site.unknown(WALKER, "name" + (i * 7 % 24)).passes(Duration.ofHours(1));
    }
    assertThat(site.banned(WALKER)).isTrue();
  }

  @Test
  void eachRelapseCostsMore() {
    long before = 0;
    for (int relapse = 0; relapse < 4; relapse++) {
      for (int i = 0; !site.banned(WALKER) && i < 10; i++) {
        site.unknown(WALKER, "n" + relapse + i).passes(Duration.ofSeconds(1));
      }
      Decision ban = site.bans().getLast();
      long length = ban.untilMillis() - ban.atMillis();
      assertThat(ban.rung()).isEqualTo(relapse);
      assertThat(length).isGreaterThan(3 * before);
      before = length;
      site.passes(Duration.ofMillis(length));
    }
    assertThat(before).isLessThan(Duration.ofDays(16).toMillis());
  }

  @Test
  void manyTriesOnOneLineAreMany() {
    AuthEvent twenty =
        AuthEvent.of(
                site.now,
                org.redoubt.event.Protocol.IMAP,
                Outcome.WRONG_PASSWORD,
                Address.of(WALKER),
                org.redoubt.event.Account.of("bob"))
            .withAttempts(40);
    site.event(twenty);
    assertThat(site.banned(WALKER)).isTrue();
  }

  @Test
  void aNetworkThatHopsThroughItsSixteenBitsIsBannedAsAWhole() {
    for (int i = 1; i < 30; i++) {
      site.unknown("2001:db8:77:" + Integer.toHexString(i) + "::1", "someone" + i);
      site.passes(Duration.ofSeconds(20));
    }
    assertThat(site.of(Subject.GUESSING_NETWORK))
        .singleElement()
        .satisfies(d -> assertThat(d.scope()).hasToString("2001:db8:77::/48"));
    assertThat(site.banned("2001:db8:77:ffff::1")).isTrue();
  }

  @Test
  void theNextAddressThatGoesOnWithTheListIsLinkedToIt() {
    String[] names = {
      "mona", "monday", "monica", "monroe", "montana", "monty", "moore", "morgan", "morris", "moses"
    };
    for (int i = 0; i < 5; i++) {
      site.unknown("192.0.2." + 1, names[i]).passes(Duration.ofSeconds(5));
    }
    int before = site.bans().size();
    site.passes(Duration.ofMinutes(30));
    site.unknown("198.51.100.9", names[6]).passes(Duration.ofSeconds(5));
    site.unknown("198.51.100.9", names[7]).passes(Duration.ofSeconds(5));
    assertThat(site.bans()).hasSize(before + 1);
    assertThat(site.judge.detector().campaigns())
        .singleElement()
        .satisfies(c -> {
          assertThat(c.sources()).hasSize(2);
          assertThat(c.cursor()).isEqualTo("morgan");
          assertThat(c.rotations()).isEqualTo(1);
        });
  }

  @Test
  void whoGetsInAfterGuessingIsABreachAndDoesNotBecomeFamiliar() {
    for (String name : new String[] {"ann", "ben", "cleo"}) {
      site.wrong(WALKER, name).passes(Duration.ofSeconds(5));
    }
    site.success(WALKER, "dora").passes(Duration.ofSeconds(5)).success(WALKER, "dora");
    assertThat(site.of(Subject.BREACH))
        .singleElement()
        .satisfies(d -> {
          assertThat(d.kind()).isEqualTo(Kind.ALERT);
          assertThat(d.account()).hasToString("dora");
          assertThat(d.scope()).hasToString(WALKER);
        });
    site.wrong(WALKER, "zoe").passes(Duration.ofSeconds(5)).wrong(WALKER, "yan");
    assertThat(site.banned(WALKER)).isTrue();
  }

  @Test
  void whereManyLogInTheAdminIsAskedAndTheFirewallNot() {
    for (int i = 0; i < 30; i++) {
      site.success(WALKER, "user" + i);
    }
    for (int i = 0; i < 60; i++) {
      site.unknown(WALKER, "guess" + i + "x").passes(Duration.ofSeconds(3));
    }
    assertThat(site.bans()).isEmpty();
    assertThat(site.of(Subject.GUESSING))
        .singleElement()
        .satisfies(d -> assertThat(d.kind()).isEqualTo(Kind.ALERT));
  }
}
