package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redoubt.decide.Decision.Kind;
import org.redoubt.detect.DetectSettings;
import org.redoubt.net.Prefix;

/** The rule shuts out only so many of the places where people are, and then asks. */
class FamiliarBansTest {
  private static final int NETWORKS = 100;
  private final Site site = new Site();

  private static String address(int network, int host) {
    return "198.51." + network + "." + host;
  }

  private void peopleLogIn() {
    for (int i = 0; i < NETWORKS; i++) {
      site.success(address(i, 7), "person" + i);
    }
    site.passes(Duration.ofDays(1));
  }

  /** Until it is banned, or told of. */
  private void guesses(Site at, String source) {
    Prefix alone = Prefix.of(source);
    for (int i = 0; i < 20 && at.decisions.stream().noneMatch(d -> d.scope().equals(alone)); i++) {
      at.unknown(source, "x" + source.hashCode() + i).passes(Duration.ofMillis(100));
    }
  }

  @Test
  void onlyAShareOfTheNetworksWherePeopleLogInIsBannedAtOnce() {
    peopleLogIn();
    for (int i = 0; i < 20; i++) {
      guesses(site, address(i, 66));
    }
    assertThat(site.bans()).hasSize(NETWORKS / 20);
    assertThat(site.judge.question(site.now)).contains("5 of the 100 networks", "familiar-share");
    List<Decision> alerts =
        site.of(Decision.Subject.GUESSING).stream().filter(d -> d.kind() == Kind.ALERT).toList();
    assertThat(alerts).hasSize(15);
    assertThat(alerts.getFirst().because()).contains("not banned", "ban by hand");
  }

  @Test
  void strangersAndAFullNetworksNeighboursAreBannedAsEver() {
    peopleLogIn();
    for (int i = 0; i < 5; i++) {
      guesses(site, address(i, 66));
    }
    guesses(site, "203.0.113.5");
    guesses(site, address(0, 67));
    assertThat(site.banned("203.0.113.5")).isTrue();
    assertThat(site.banned(address(0, 67))).isTrue();
  }

  @Test
  void whatIsLiftedOrOverMakesRoom() {
    peopleLogIn();
    for (int i = 0; i < 6; i++) {
      guesses(site, address(i, 66));
    }
    assertThat(site.banned(address(5, 66))).isFalse();
    site.judge.lift(Prefix.of(address(0, 66)), "by hand", site.now);
    guesses(site, address(6, 66));
    assertThat(site.banned(address(6, 66))).isTrue();
    assertThat(site.judge.question(site.now)).isNotNull();
    site.passes(Duration.ofHours(2));
    assertThat(site.judge.question(site.now)).isNull();
  }

  @Test
  void anAdminBansWhomHeWillAndHisBansDoNotCount() {
    peopleLogIn();
    for (int i = 0; i < 50; i++) {
      site.judge.ban(Prefix.of(address(i, 66)), Duration.ofHours(1), "", site.now);
    }
    assertThat(site.banned(address(49, 66))).isTrue();
    guesses(site, address(60, 66));
    assertThat(site.banned(address(60, 66))).isTrue();
  }

  @Test
  void aRestartRemembersWhatIsBanned() {
    peopleLogIn();
    for (int i = 0; i < 5; i++) {
      guesses(site, address(i, 66));
    }
    Site after = new Site(DetectSettings.defaults(), DecideSettings.defaults());
    after.now = site.now;
    for (int i = 0; i < NETWORKS; i++) {
      after.success(address(i, 7), "person" + i);
    }
    site.judge.eachBan(site.now, after.judge::restore);
    guesses(after, address(9, 66));
    assertThat(after.banned(address(9, 66))).isFalse();
  }

  @Test
  void aSmallSiteMayBanAFew() {
    site.success("198.51.1.7", "one").success("198.51.2.7", "two").success("198.51.3.7", "three");
    site.passes(Duration.ofDays(1));
    guesses(site, "198.51.1.66");
    assertThat(site.banned("198.51.1.66")).isTrue();
  }
}
