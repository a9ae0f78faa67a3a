package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** What was learned from logins of the past. */
class LearningTest {
  private static final String OFFICE = "203.0.113.5";
  private final Site site = new Site();

  @Test
  void makesTheAccountAtHomeThere() {
    assertThat(site.judge.learn(login(20, OFFICE, "anna"))).isTrue();
    assertThat(site.judge.learn(login(30, OFFICE, "anna"))).isFalse();
    assertThat(isAtHome("anna", OFFICE)).isTrue();
    assertThat(isAtHome("anna", "203.0.113.77")).as("the same network").isTrue();
    assertThat(isAtHome("anna", "203.0.114.5")).isFalse();
    assertThat(isAtHome("bob", OFFICE)).isFalse();
    assertThat(site.judge.score(Address.of(OFFICE), site.now)).isZero();
  }

  @Test
  void isForgottenWhenItIsTooOld() {
    site.judge.learn(login(100, OFFICE, "anna"));
    assertThat(isAtHome("anna", OFFICE)).isFalse();
    site.judge.learn(login(89, OFFICE, "anna"));
    assertThat(isAtHome("anna", OFFICE)).isTrue();
  }

  @Test
  void doesNotPushOutWhatIsKnownOfToday() {
    for (int i = 0; i < 30; i++) {
      site.success(OFFICE, "person" + i);
    }
    double people = people(OFFICE);
    for (int i = 0; i < 30; i++) {
      site.judge.learn(login(40 + i, OFFICE, "person" + i));
    }
    assertThat(people(OFFICE)).isEqualTo(people).isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void isTheSameInWhateverOrderItComes(long seed) {
    Random random = new Random(seed);
    List<AuthEvent> logins = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String source = "203.0." + random.nextInt(20) + "." + random.nextInt(3);
      logins.add(login(random.nextInt(120), source, "user" + random.nextInt(60)));
    }
    Site other = new Site();
    logins.forEach(site.judge::learn);
    Collections.shuffle(logins, random);
    logins.forEach(other.judge::learn);
    for (AuthEvent login : logins) {
      Address source = java.util.Objects.requireNonNull(login.source());
      Account account = java.util.Objects.requireNonNull(login.account());
      assertThat(site.judge.isAtHome(account, source, site.now))
          .isEqualTo(other.judge.isAtHome(account, source, site.now));
    }
  }

  @Test
  void anOfficeThatWasLearnedMaySlipOnTheFirstMorning() {
    for (int i = 0; i < 40; i++) {
      site.judge.learn(login(1 + i % 20, OFFICE, "person" + i));
    }
    for (int i = 0; i < 40; i++) {
      site.wrong(OFFICE, "person" + i).passes(Duration.ofSeconds(10));
    }
    assertThat(site.bans()).isEmpty();
  }

  private boolean isAtHome(String account, String source) {
    return site.judge.isAtHome(Account.of(account), Address.of(source), site.now);
  }

  private double people(String source) {
    return site.judge.detector().standing(login(0, source, "x"), Address.of(source)).people();
  }

  private AuthEvent login(int daysAgo, String source, String account) {
    return AuthEvent.of(
        site.now - Duration.ofDays(daysAgo).toMillis(),
        Protocol.IMAP,
        Outcome.SUCCESS,
        Address.of(source),
        Account.of(account));
  }
}
