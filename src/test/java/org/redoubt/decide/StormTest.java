package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.decide.Decision.Subject;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Vantage;
import org.redoubt.event.Account;
import org.redoubt.net.Address;

/** Behind the log, while many strangers fail who each do little. */
class StormTest {
  private static final String TRAVELLER = "198.51.100.9";
  private static final String NEXT_LEASE = "203.0.200.1";
  private static final String LOST = "198.51.100.77";

  private int bots;

  private static Site behindTheLog(Vantage vantage) {
    Site site = new Site(DetectSettings.defaults().withVantage(vantage), DecideSettings.defaults());
    for (int i = 0; i < 50; i++) {
      site.success("203.0." + i + ".1", "user" + i);
    }
    site.passes(Duration.ofDays(4)).success("203.0.1.1", "user1");
    return site;
  }

  /** One guess each from so many places, six a minute. */
  private void storm(Site site, int guesses) {
    for (int i = 0; i < guesses; i++) {
      site.wrong("45." + bots / 250 + "." + bots % 250 + ".7", "user" + bots % 50);
      bots++;
      site.passes(Duration.ofSeconds(10));
    }
  }

  @Test
  void whoComesOnceIsBannedForMostOfADay() {
    Site site = behindTheLog(Vantage.LOG);
    storm(site, 200);
    assertThat(site.banned("45.0.150.7")).isTrue();
    assertThat(site.bans())
        .allSatisfy(ban -> {
          assertThat(ban.subject()).isEqualTo(Subject.GUESSING);
          assertThat(Duration.ofMillis(ban.untilMillis() - ban.atMillis()))
              .isGreaterThan(Duration.ofHours(12));
        });
  }

  @Test
  void whoGetsInAMomentLaterIsNot() {
    Site site = behindTheLog(Vantage.LOG);
    storm(site, 150);
    site.wrong(TRAVELLER, "user7");
    storm(site, 4);
    site.success(TRAVELLER, "user7");
    storm(site, 30);
    assertThat(site.banned(TRAVELLER)).isFalse();
  }

  @Test
  void norWhoSharesANetworkWithSomebodyWhoDoes() {
    Site site = behindTheLog(Vantage.LOG);
    storm(site, 150);
    site.success(TRAVELLER, "user7").wrong(LOST, "user8");
    storm(site, 30);
    assertThat(site.banned(LOST)).isFalse();
  }

  @Test
  void norWhoSlipsAtANewAddressOfHisProvider() {
    Site site = behindTheLog(Vantage.LOG);
    storm(site, 150);
    site.wrong(NEXT_LEASE, "user7");
    storm(site, 30);
    assertThat(site.banned(NEXT_LEASE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1", "300"})
  void whoFailsAtOthersAndThenGetsInHasAPasswordThatWasStolen(int stormGoesOn) {
    Site site = behindTheLog(Vantage.LOG);
    storm(site, 150);
    site.unknown(LOST, "nobody-1").wrong(LOST, "user3");
    storm(site, stormGoesOn);
    site.success(LOST, "user9").passes(Duration.ofMinutes(20)).success(LOST, "user9");
    assertThat(site.of(Subject.STOLEN_PASSWORD)).hasSize(1);
    assertThat(site.judge.isAtHome(Account.of("user9"), Address.of(LOST), site.now)).isFalse();
  }

  @Test
  void whoFailedHimselfOrWhereAsManyGetInHasNot() {
    Site site = behindTheLog(Vantage.LOG);
    storm(site, 150);
    site.wrong(TRAVELLER, "user7").success(TRAVELLER, "user7");
    site.wrong(TRAVELLER, "user8").success(TRAVELLER, "user6");
    assertThat(site.of(Subject.STOLEN_PASSWORD)).isEmpty();
  }

  @Test
  void peopleWhoSlipAtNewAddressesOfTheirProviderAreNoStorm() {
    Site site = behindTheLog(Vantage.LOG);
    for (int i = 0; i < 50; i++) {
      site.wrong("203.0." + (100 + i) + ".9", "user" + i);
    }
    assertThat(site.of(Subject.SITE_ALARM)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5, false", "14, true"})
  void aSiteKnownToBeQuietIsAlarmedByFewer(int days, boolean known) {
    Site site = behindTheLog(Vantage.LOG);
    for (int hour = 0; hour < 24 * days; hour++) {
      site.passes(Duration.ofHours(1)).success("203.0.1.1", "user1");
    }
    storm(site, 5);
    assertThat(site.judge.detector().isAlarmed()).isEqualTo(known);
  }

  @Test
  void norAnybodyWhereTheSiteIsHardlyKnownYet() {
    Site site = new Site();
    storm(site, 400);
    assertThat(site.of(Subject.SITE_ALARM)).isNotEmpty();
    assertThat(site.bans()).isEmpty();
  }

  @Test
  void inQuietTimesNobodyIsBannedForOneFailure() {
    Site site = behindTheLog(Vantage.LOG);
    for (int i = 0; i < 60; i++) {
      storm(site, 1);
      site.passes(Duration.ofHours(3));
    }
    assertThat(site.bans()).isEmpty();
  }

  /** The firewall keeps strangers out before they leave a line: no news are no good news. */
  @ParameterizedTest
  @EnumSource(names = {"LOG", "FIREWALL"})
  void onlyWhereTheLogIsDeafTheAlarmOutlastsTheSilence(Vantage vantage) {
    Site site = behindTheLog(vantage);
    storm(site, 12);
    assertThat(site.judge.detector().isAlarmed()).isTrue();
    for (int i = 0; i < 3; i++) {
      site.passes(Duration.ofHours(1)).success("203.0.1.1", "user1");
    }
    assertThat(site.judge.detector().isAlarmed()).isEqualTo(vantage == Vantage.FIREWALL);
    for (int i = 0; i < 3; i++) {
      site.passes(Duration.ofHours(1)).success("203.0.1.1", "user1");
    }
    assertThat(site.judge.detector().isAlarmed()).isFalse();
  }
}
