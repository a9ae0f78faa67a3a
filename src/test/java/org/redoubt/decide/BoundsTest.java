package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Vantage;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** What holds for any traffic, tried with traffic of many seeds. */
class BoundsTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void strangersVerifyAtMost28WrongPasswordsOfAnAccountOnTheFirstDayAnd20OnEachOther(long seed) {
    Site site = hook();
    site.success("203.0.113.1", "victim");
    Random random = new Random(seed);
    Map<Integer, Integer> wrongByDay = new HashMap<>();
    List<AuthEvent> again = new ArrayList<>();
    long start = site.now;
    for (int i = 0; i < 30_000; i++) {
      site.now += random.nextInt(15_000);
      boolean fresh = again.isEmpty() || random.nextInt(4) == 0;
      AuthEvent guess =
          fresh
              ? guess(site, random.nextInt(4_000), i)
              : at(again.get(random.nextInt(again.size())), site.now);
      again.add(guess);
      if (again.size() > 50) {
        again.removeFirst();
      }
      if (site.judge.ask(guess, site.decisions::add).reachesPassword()) {
        if (!wasSeen(site, guess)) {
          wrongByDay.merge((int) ((site.now - start) / DAY), 1, Integer::sum);
        }
        site.event(guess);
      }
    }
    assertThat(wrongByDay.get(0)).isBetween(1, 28);
    assertThat(wrongByDay.get(1)).isBetween(1, 28);
    assertThat(wrongByDay.get(2)).isBetween(1, 21);
  }

  private final Map<Integer, Long> seen = new HashMap<>();

  private boolean wasSeen(Site site, AuthEvent guess) {
    Long before = seen.put(guess.fingerprint(), site.now);
    return before != null;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whoIsAtHomeIsNotHeldBackByWhatOthersSend(long seed) {
    Site site = hook();
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      site.success("203.0." + i + ".1", "user" + i);
    }
    for (int i = 0; i < 40_000; i++) {
      site.now += random.nextInt(4_000);
      AuthEvent guess = guess(site, random.nextInt(3_000), i);
      String account = "user" + random.nextInt(40);
      AuthEvent attack =
          new AuthEvent(
              site.now,
              Protocol.IMAP,
              Outcome.WRONG_PASSWORD,
              guess.source(),
              Account.of(account),
              1,
              AuthEvent.NO_SESSION,
              guess.fingerprint());
      if (site.judge.ask(attack, site.decisions::add).reachesPassword()) {
        site.event(attack);
      }
      if (i % 50 == 0) {
        int owner = random.nextInt(40);
        AuthEvent login =
            new AuthEvent(
                site.now,
                Protocol.IMAP,
                Outcome.SUCCESS,
                Address.of("203.0." + owner + ".1"),
                Account.of("user" + owner),
                1,
                AuthEvent.NO_SESSION,
                77);
        assertThat(site.judge.ask(login, site.decisions::add).verdict()).isEqualTo(Verdict.ALLOW);
        site.event(login);
      }
    }
    assertThat(site.of(Decision.Subject.SITE_ALARM)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.1", "198.51.100.9"})
  void whatTheServerCouldNotLookAtUsesNothingUp(String place) {
    Site site = hook();
    site.success("203.0.113.1", "victim");
    for (int i = 0; i < 200; i++) {
      site.now += 60_000;
      AuthEvent login = login(site, place, Outcome.TEMPORARY_FAILURE, i + 100);
      assertThat(site.judge.ask(login, site.decisions::add).verdict()).isEqualTo(Verdict.ALLOW);
      site.event(login);
    }
    AuthEvent owner = login(site, place, Outcome.SUCCESS, 77);
    assertThat(site.judge.ask(owner, site.decisions::add).verdict()).isEqualTo(Verdict.ALLOW);
  }

  private static AuthEvent login(Site site, String source, Outcome outcome, int password) {
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noNetworkIsBannedWhereAnybodyLogsIn(long seed) {
    Site site = new Site();
    Random random = new Random(seed);
    for (int i = 0; i < 30_000; i++) {
      site.now += random.nextInt(3_000);
      int network = random.nextInt(8);
      String source =
          "2001:db8:" + network + ":" + Integer.toHexString(random.nextInt(900)) + "::1";
      if (network < 4 && random.nextInt(500) == 0 || network < 4 && i < 20) {
        site.success(source, "member" + network);
      } else {
        site.unknown(source, "guess" + random.nextInt(5_000));
      }
    }
    List<Decision> networks = site.of(Decision.Subject.GUESSING_NETWORK);
    assertThat(networks).isNotEmpty();
    assertThat(networks)
        .allSatisfy(
            d -> assertThat(d.scope().base().hi() >>> 16 & 0xffff).isGreaterThanOrEqualTo(4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfSourcesWithinASecondChangesNoScore(long seed) {
    Random random = new Random(seed);
    List<AuthEvent> second = new ArrayList<>();
    Site first = new Site();
    for (int i = 0; i < 40; i++) {
      second.add(
          AuthEvent.of(
              first.now,
              Protocol.POP3,
              random.nextBoolean() ? Outcome.WRONG_PASSWORD : Outcome.UNKNOWN_ACCOUNT,
              Address.v4(0xc6330000 | i << 8),
              Account.of("name" + random.nextInt(1_000_000))));
    }
    Site other = new Site();
    second.forEach(first::event);
    Collections.shuffle(second, random);
    second.forEach(other::event);
    for (AuthEvent event : second) {
      Address source = java.util.Objects.requireNonNull(event.source());
      assertThat(first.judge.score(source, first.now)).isPositive();
      assertThat(first.judge.score(source, first.now))
          .isEqualTo(other.judge.score(source, other.now));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whoNeverFailsIsNotBannedWhateverOthersSend(long seed) {
    Site site = new Site();
    Random random = new Random(seed);
    List<String> people = List.of("198.51.100.7", "2001:db8:7:7::7", "192.0.2.9");
    people.forEach(source -> site.success(source, "person" + people.indexOf(source)));
    for (int i = 0; i < 40_000; i++) {
      site.now += random.nextInt(2_000);
      int who = random.nextInt(people.size());
      if (random.nextInt(100) == 0) {
        site.success(people.get(who), "person" + who);
      }
      String guesser =
          switch (random.nextInt(3)) {
            case 0 -> "198.51.100." + (8 + random.nextInt(240));
            case 1 -> "2001:db8:7:" + Integer.toHexString(8 + random.nextInt(9_000)) + "::1";
            default -> "192.0." + random.nextInt(2) + "." + (10 + random.nextInt(240));
          };
      String name = random.nextBoolean() ? "person" + who : "name" + random.nextInt(5_000);
      site.event(
          random.nextBoolean() ? Outcome.WRONG_PASSWORD : Outcome.UNKNOWN_ACCOUNT, guesser, name);
      assertThat(people).noneMatch(site::banned);
    }
    assertThat(site.bans()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void temporaryFailuresInBetweenChangeNoDecision(long seed) {
    Site plain = new Site();
    Site troubled = new Site();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long now = plain.now + random.nextInt(20_000);
      plain.now = now;
      troubled.now = now;
      String source = "198.51." + random.nextInt(40) + "." + random.nextInt(200);
      String name = "name" + random.nextInt(300);
      Outcome outcome = random.nextInt(4) == 0 ? Outcome.SUCCESS : Outcome.WRONG_PASSWORD;
      troubled.event(Outcome.TEMPORARY_FAILURE, "198.51." + random.nextInt(40) + ".250", name);
      troubled.event(Outcome.TEMPORARY_FAILURE, source, "other" + random.nextInt(300));
      plain.event(outcome, source, name);
      troubled.event(outcome, source, name);
    }
    assertThat(plain.bans()).isNotEmpty();
    assertThat(troubled.decisions).isEqualTo(plain.decisions);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noMoreBansAreKnownThanTheSettingsSay(long seed) {
    DecideSettings few = withMost(50, 1_000);
    Site site = new Site(DetectSettings.defaults(), few);
    Random random = new Random(seed);
    for (int i = 0; i < 30_000; i++) {
      site.now += 100;
      String source = random.nextInt(200) + "." + random.nextInt(20) + ".7.7";
      site.unknown(source, "name" + random.nextInt(100_000));
    }
    assertThat(site.bans()).hasSizeGreaterThan(100);
    assertThat(site.judge.bansInForce(site.now)).hasSizeBetween(1, 50);
  }

  static DecideSettings withMost(int bans, int attackedAccounts) {
    DecideSettings usual = DecideSettings.defaults();
    return new DecideSettings(
        usual.firstBan(),
        usual.firstShortBan(),
        usual.fewNames(),
        usual.growth(),
        usual.longestBan(),
        usual.memory(),
        usual.networkBan(),
        usual.populated(),
        usual.populatedFrom(),
        usual.familiarShare(),
        usual.tellAgain(),
        bans,
        attackedAccounts);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyEventsAtAnyTimeAreBorneAndMemoryIsBounded(long seed) {
    DetectSettings small =
        new DetectSettings(
            Vantage.LOG,
            9,
            Duration.ofDays(3),
            Duration.ofDays(90),
            2_000,
            2_000,
            2_000,
            2_000,
            1_024,
            DetectSettings.defaults().trapNames());
    Site site = new Site(small, DecideSettings.defaults());
    Random random = new Random(seed);
    for (int i = 0; i < 60_000; i++) {
      site.event(anyEvent(random));
    }
    assertThat(site.judge.detector().bytes()).isLessThan(6_000_000);
    assertThat(site.judge.score(Address.of("192.0.2.1"), Long.MAX_VALUE)).isNotNegative();
  }

  private static AuthEvent anyEvent(Random random) {
    Outcome[] outcomes = Outcome.values();
    String name = "";
    for (int n = random.nextInt(12); n > 0; n--) {
      name += (char) random.nextInt(0x3000);
    }
    long at =
        switch (random.nextInt(50)) {
          case 0 -> random.nextLong();
          case 1 -> 0;
          default -> 1_700_000_000_000L + random.nextInt();
        };
    return new AuthEvent(
        at,
        Protocol.IMAP,
        outcomes[random.nextInt(outcomes.length)],
        random.nextInt(20) == 0 ? null : new Address(random.nextLong(), random.nextLong()),
        random.nextInt(20) == 0 ? null : Account.of(name),
        1 + random.nextInt(random.nextInt(10) == 0 ? AuthEvent.MAX_ATTEMPTS : 2),
        AuthEvent.NO_SESSION,
        random.nextInt(4) - 1);
  }

  private static Site hook() {
    return new Site(DetectSettings.defaults().withVantage(Vantage.HOOK), DecideSettings.defaults());
  }

  private static AuthEvent guess(Site site, int source, int password) {
    return new AuthEvent(
        site.now,
        Protocol.IMAP,
        Outcome.WRONG_PASSWORD,
        Address.v4(0x2d000000 + source * 331),
        Account.of("victim"),
        1,
        AuthEvent.NO_SESSION,
        password + 100);
  }

  private static AuthEvent at(AuthEvent event, long atMillis) {
    return new AuthEvent(
        atMillis,
        event.protocol(),
        event.outcome(),
        event.source(),
        event.account(),
        1,
        AuthEvent.NO_SESSION,
        event.fingerprint());
  }
}
