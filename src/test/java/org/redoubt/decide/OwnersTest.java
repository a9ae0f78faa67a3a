package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Vantage;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** How owners fare at places where they are not at home, asked before the password. */
class OwnersTest {
  private static final int RIGHT = 77;
  private static final String HOME = "203.0.113.1";
  private static final String NEXT_LEASE = "203.0.200.1";
  private static final String HOTEL = "198.51.100.9";
  private final Site site =
      new Site(DetectSettings.defaults().withVantage(Vantage.HOOK), DecideSettings.defaults());

  @Test
  void theirOwnSlipsAtANewAddressOfTheirProviderDoNotMakeThemComeAgain() {
    site.success(HOME, "victim");
    for (int slip = 1; slip <= 3; slip++) {
      assertThat(attempt(NEXT_LEASE, Outcome.WRONG_PASSWORD, slip))
          .isNotEqualTo(Verdict.RETRY_LATER);
      site.passes(Duration.ofSeconds(20));
    }
    assertThat(ask(NEXT_LEASE, RIGHT)).isNotEqualTo(Verdict.RETRY_LATER);
  }

  @Test
  void awayFromHomeWhileTheAccountIsBesiegedTheyGetInAfterHalfAnHourAndThenAtOnce() {
    site.success(HOME, "victim");
    besiege(400);
    assertThat(attempt(HOTEL, Outcome.SUCCESS, RIGHT)).isEqualTo(Verdict.RETRY_LATER);
    besiege(100);
    assertThat(attempt(HOTEL, Outcome.SUCCESS, RIGHT)).isEqualTo(Verdict.RETRY_LATER);
    besiege(100);
    assertThat(attempt(HOTEL, Outcome.SUCCESS, RIGHT)).isEqualTo(Verdict.ALLOW);
    for (int poll = 0; poll < 30; poll++) {
      besiege(10);
      assertThat(attempt(HOTEL, Outcome.SUCCESS, RIGHT)).isEqualTo(Verdict.ALLOW);
    }
  }

  @Test
  void whoForgotHisPasswordAtANewPlaceGetsInHalfAMinuteAfterItComesToMind() {
    site.success(HOME, "victim");
    for (int slip = 1; slip <= 6; slip++) {
      attempt(HOTEL, Outcome.WRONG_PASSWORD, slip);
      site.passes(Duration.ofSeconds(31));
      attempt(HOTEL, Outcome.WRONG_PASSWORD, slip);
    }
    attempt(HOTEL, Outcome.WRONG_PASSWORD, 7);
    assertThat(attempt(HOTEL, Outcome.SUCCESS, RIGHT)).isEqualTo(Verdict.RETRY_LATER);
    site.passes(Duration.ofSeconds(31));
    assertThat(attempt(HOTEL, Outcome.WRONG_PASSWORD, 7)).isEqualTo(Verdict.RETRY_LATER);
    assertThat(ask(HOTEL, RIGHT)).isIn(Verdict.ALLOW, Verdict.DELAY);
  }

  @Test
  void aSiegeKeepsOnlyStrangersWaiting() {
    site.success(HOME, "victim");
    besiege(400);
    assertThat(ask(HOME, RIGHT)).isEqualTo(Verdict.ALLOW);
    assertThat(ask(NEXT_LEASE, RIGHT)).isEqualTo(Verdict.RETRY_LATER);
    site.passes(Duration.ofMinutes(1));
    assertThat(ask(NEXT_LEASE, RIGHT)).isEqualTo(Verdict.ALLOW);
  }

  private int bots;

  /** Bots all over guess, each twice as a greylist wants it, one guess in twenty seconds. */
  private void besiege(int guesses) {
    for (int i = 0; i < guesses; i++) {
      String bot = "45." + bots / 250 + "." + bots % 250 + ".7";
      bots++;
      attempt(bot, Outcome.WRONG_PASSWORD, 1_000 + bots);
      site.passes(Duration.ofSeconds(31));
      attempt(bot, Outcome.WRONG_PASSWORD, 1_000 + bots);
    }
  }

  private Verdict ask(String source, int password) {
    return site.judge
        .ask(event(source, Outcome.NO_ATTEMPT, password), site.decisions::add)
        .verdict();
  }

  private Verdict attempt(String source, Outcome outcome, int password) {
    Verdict verdict = ask(source, password);
    if (verdict == Verdict.ALLOW || verdict == Verdict.DELAY) {
      site.event(event(source, outcome, password));
    }
    return verdict;
  }

  private AuthEvent event(String source, Outcome outcome, int password) {
    return new AuthEvent(
        site.now,
        Protocol.IMAP,
        outcome,
        Address.of(source),
        Account.of("victim"),
        1,
        AuthEvent.NO_SESSION,
        password);
  }
}
