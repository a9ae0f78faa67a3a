package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.redoubt.detect.Explanation;
import org.redoubt.detect.Hearsay.Saying;
import org.redoubt.net.Address;

/** What others say of a source speeds a decision up, and never takes one by itself. */
class HearsayTest {
  private static final String LISTED = "192.0.2.77";
  private static final String UNHEARD_OF = "198.51.100.77";

  private final Map<Address, Saying> said = new HashMap<>();
  private final Site site = new Site(source -> said.getOrDefault(source, Saying.NOTHING));

  HearsayTest() {
    said.put(Address.of(LISTED), new Saying(50, "drop list"));
  }

  private void threeNames(String source) {
    for (String name : new String[] {"monday", "monica", "montana"}) {
      site.unknown(source, name).passes(Duration.ofSeconds(30));
    }
  }

  @Test
  void whoIsListedIsBannedSooner() {
    for (String source : new String[] {LISTED, UNHEARD_OF}) {
      threeNames(source);
      site.unknown(source, "montana");
    }
    assertThat(site.banned(LISTED)).isTrue();
    assertThat(site.banned(UNHEARD_OF)).isFalse();
  }

  @Test
  void theDecisionCarriesWhoSaidItAndHowMuchItCounted() {
    threeNames(LISTED);
    site.unknown(LISTED, "montana");
    assertThat(site.bans())
        .singleElement()
        .satisfies(ban ->
            assertThat(ban.evidence())
                .filteredOn(e -> e.detail().equals("drop list"))
                .singleElement()
                .satisfies(e -> {
                  assertThat(e.weight()).isEqualTo(2);
                  assertThat(e.reason()).isEqualTo("known to others for attacks");
                }));
  }

  @Test
  void countsNoMoreThanWhatTheSourceDidItself() {
    site.unknown(LISTED, "monday").passes(Duration.ofDays(3));
    Explanation why = Objects.requireNonNull(site.judge.explain(Address.of(LISTED), site.now));
    assertThat(why.evidence()).isBetween(0.9, 1.1);
    assertThat(why.hearsay().nats()).isEqualTo(why.evidence());
    assertThat(why.score()).isEqualTo(2 * why.evidence());
  }

  @Test
  void nobodyIsBannedForBeingListed() {
    site.success(LISTED, "anna");
    site.judge.reconsider(Address.of(LISTED), site.now, site.decisions::add);
    assertThat(site.decisions).isEmpty();
    assertThat(site.judge.score(Address.of(LISTED), site.now)).isZero();
  }

  @Test
  void isNotHeardWherePeopleLogIn() {
    site.success(LISTED, "anna").passes(Duration.ofMinutes(1));
    threeNames(LISTED);
    Explanation why = Objects.requireNonNull(site.judge.explain(Address.of(LISTED), site.now));
    assertThat(why.hearsay()).isEqualTo(Saying.NOTHING);
    assertThat(site.banned(LISTED)).isFalse();
  }

  @Test
  void whatIsHeardLaterIsWeighedWhenItComes() {
    threeNames(UNHEARD_OF);
    site.unknown(UNHEARD_OF, "montana");
    site.judge.reconsider(Address.of(UNHEARD_OF), site.now, site.decisions::add);
    assertThat(site.banned(UNHEARD_OF)).isFalse();
    said.put(Address.of(UNHEARD_OF), new Saying(2, "zone"));
    site.judge.reconsider(Address.of(UNHEARD_OF), site.now, site.decisions::add);
    assertThat(site.banned(UNHEARD_OF)).isTrue();
    site.judge.reconsider(Address.of(UNHEARD_OF), site.now, site.decisions::add);
    assertThat(site.bans()).hasSize(1);
  }
}
