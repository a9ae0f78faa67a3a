package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.redoubt.decide.Decision.Subject;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** Who must be left alone. */
class InnocentsTest {
  private static final String OFFICE = "203.0.113.5";
  private final Site site = new Site();
  private final Random random = new Random(3);

  @Test
  void theOfficeBehindOneAddressWithItsSlipsAndItsOldPhoneIsLeftAlone() {
    officeWeek(true);
    assertThat(site.decisions).isEmpty();
  }

  @Test
  void theSameOnTheFirstDayWithoutAnyHistory() {
    officeWeek(false);
    assertThat(site.decisions).isEmpty();
  }

  /** Sixty people poll and slip; one phone has an old password and asks every five minutes. */
  private void officeWeek(boolean withHistory) {
    for (int i = 0; withHistory && i < 60; i++) {
      site.success(OFFICE, "person" + i);
    }
    long polls = Duration.ofDays(7).dividedBy(Duration.ofMinutes(5));
    for (int poll = 0; poll < polls; poll++) {
      site.passes(Duration.ofMinutes(5)).wrong(OFFICE, "phone.owner");
      for (int i = 0; i < 5; i++) {
        String who = "person" + random.nextInt(60);
        if (random.nextInt(40) == 0) {
          site.wrong(OFFICE, who).passes(Duration.ofSeconds(8));
        }
        if (random.nextInt(400) == 0) {
          site.unknown(OFFICE, who + "x").passes(Duration.ofSeconds(8));
        }
        site.success(OFFICE, who);
      }
    }
  }

  @Test
  void whoWasFirstToGetInAtAnOfficeWhereOthersFailedIsToldOnceAndThenAtHome() {
    for (String slip : List.of("anna", "bert", "carla", "dirk")) {
      site.wrong(OFFICE, slip).passes(Duration.ofMinutes(1));
    }
    site.success(OFFICE, "eva");
    assertThat(site.of(Subject.BREACH)).hasSize(1);
    for (int i = 0; i < 12; i++) {
      site.success(OFFICE, "colleague" + i);
    }
    for (int day = 0; day < 3; day++) {
      site.passes(Duration.ofDays(1)).success(OFFICE, "eva");
    }
    assertThat(site.of(Subject.BREACH)).hasSize(1);
    assertThat(site.judge.isAtHome(Account.of("eva"), Address.of(OFFICE), site.now)).isTrue();
  }

  @Test
  void aPhoneWithAnOldPasswordAtHomeIsLeftAloneForAWeek() {
    long polls = Duration.ofDays(7).dividedBy(Duration.ofMinutes(5));
    for (int poll = 0; poll < polls; poll++) {
      site.wrong(OFFICE, "bob").passes(Duration.ofMinutes(5));
    }
    assertThat(site.decisions).isEmpty();
  }

  @Test
  void aForgottenPasswordCostsNothing() {
    for (int i = 0; i < 9; i++) {
      site.wrong(OFFICE, "bob").passes(Duration.ofSeconds(15));
    }
    site.success(OFFICE, "bob");
    assertThat(site.decisions).isEmpty();
    assertThat(site.judge.score(Address.of(OFFICE), site.now)).isZero();
  }

  @Test
  void temporaryFailuresChangeNothing() {
    for (int i = 0; i < 2_000; i++) {
      site.event(Outcome.TEMPORARY_FAILURE, "198.51.100." + i % 50, "user" + i % 200);
      site.passes(Duration.ofMillis(300));
    }
    assertThat(site.decisions).isEmpty();
    assertThat(site.judge.score(Address.of("198.51.100.1"), site.now)).isZero();
  }

  @Test
  void aFailureThatTheServerTakesBackIsNone() {
    for (int i = 0; i < 200; i++) {
      site.wrong(OFFICE, "user" + i % 20).passes(Duration.ofMillis(400));
      site.event(Outcome.TEMPORARY_FAILURE, OFFICE, "user" + i % 20).passes(Duration.ofSeconds(3));
    }
    assertThat(site.decisions).isEmpty();
    assertThat(site.judge.score(Address.of(OFFICE), site.now)).isZero();
  }

  @Test
  void anOutageThatLooksLikeWrongPasswordsForEverybodyBansNobody() {
    for (int day = 0; day < 3; day++) {
      for (int i = 0; i < 120; i++) {
        site.success(home(i), "user" + i).passes(Duration.ofSeconds(20));
      }
    }
    for (int second = 0; second < 600; second++) {
      int i = random.nextInt(120);
      site.wrong(home(i), "user" + i).passes(Duration.ofMillis(500));
      site.wrong("198.18." + i + ".4", "user" + i).passes(Duration.ofMillis(500));
    }
    assertThat(site.bans()).isEmpty();
    assertThat(site.of(Subject.OUTAGE)).hasSize(1);
    for (int i = 0; i < 60; i++) {
      site.success(home(i), "user" + i).passes(Duration.ofSeconds(1));
    }
    assertThat(site.of(Subject.OUTAGE_OVER)).hasSize(1);
    assertThat(site.bans()).isEmpty();
  }

  /** Half of the people share an office, the others are at home. */
  private static String home(int i) {
    return i % 2 == 0 ? OFFICE : "198.51." + i + ".20";
  }

  @Test
  void aLeftOverPhoneOfADeletedAccountMayPollForever() {
    site.success(OFFICE, "gone").passes(Duration.ofDays(20));
    for (int poll = 0; poll < 5_000; poll++) {
      site.unknown("198.51.100.7", "gone").passes(Duration.ofMinutes(20));
    }
    assertThat(site.decisions).isEmpty();
  }

  @Test
  void aCarrierAddressWithAFewStrangersIsLeftAlone() {
    for (int hour = 0; hour < 24 * 14; hour++) {
      String shared = "100.64.3." + random.nextInt(64);
      site.success(shared, "mobile" + random.nextInt(40));
      if (random.nextInt(10) == 0) {
        site.wrong(shared, "mobile" + random.nextInt(40));
      }
      site.passes(Duration.ofHours(1));
    }
    assertThat(site.decisions).isEmpty();
  }

  @Test
  void monitoringAndLimitsSayNothing() {
    for (int i = 0; i < 3_000; i++) {
      site.event(
          AuthEvent.of(site.now, Protocol.IMAP, Outcome.NO_ATTEMPT, Address.of(OFFICE), null));
      site.event(AuthEvent.of(site.now, Protocol.IMAP, Outcome.LIMIT, Address.of(OFFICE), null));
      site.event(
          AuthEvent.of(site.now, Protocol.IMAP, Outcome.PROTOCOL_ERROR, Address.of(OFFICE), null));
      site.passes(Duration.ofMinutes(1));
    }
    assertThat(site.decisions).isEmpty();
    assertThat(site.judge.explain(Address.of(OFFICE), site.now)).isNull();
  }
}
