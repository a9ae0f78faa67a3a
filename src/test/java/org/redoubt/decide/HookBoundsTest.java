package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Vantage;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** What holds for any traffic where we are asked before the password. */
class HookBoundsTest {
  private static final int ACCOUNTS = 200;
  private static final int DAYS = 3;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final Site site = hook(DecideSettings.defaults());

  /** In an alarm, from bots that send each guess twice: 30, and a quarter of the accounts a day. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void inAnAlarmStrangersVerifyFewPasswordsOfTheWholeSite(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < ACCOUNTS; i++) {
      site.success("203.0." + i + ".1", "user" + i);
    }
    while (!site.judge.detector().isAlarmed()) {
      tell(guess(random));
    }
    long start = site.now;
    Set<AuthEvent> verified = new HashSet<>();
    Queue<AuthEvent> again = new ArrayDeque<>();
    while (site.now < start + DAYS * DAY_MILLIS) {
      site.now += random.nextInt(40_000);
      AuthEvent guess = guess(random);
      again.add(guess);
      offer(guess, verified);
      if (again.size() > 5) {
        offer(again.remove(), verified);
      }
      assertThat(site.judge.detector().isAlarmed()).isTrue();
    }
    assertThat(verified).hasSizeBetween(10, 30 + DAYS * ACCOUNTS / 4);
  }

  private void offer(AuthEvent guess, Set<AuthEvent> verified) {
    AuthEvent now = at(guess, site.now);
    if (site.judge.ask(now, site.decisions::add).reachesPassword()) {
      verified.add(guess);
      site.event(now);
    }
  }

  private void tell(AuthEvent guess) {
    site.now += 20_000;
    offer(guess, new HashSet<>());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void whatIsRememberedOfQuestionsIsBounded(long seed) throws IOException {
    Site small = hook(BoundsTest.withMost(1_000, 1_000));
    Random random = new Random(seed);
    for (int i = 0; i < 600_000; i++) {
      small.now += random.nextInt(100);
      AuthEvent question = guess(small.now, random.nextInt(), "name" + i, random.nextInt(4_096));
      small.judge.ask(question, small.decisions::add);
      if (i % 3 == 0) {
        small.judge.ask(at(question, small.now + 40_000), small.decisions::add);
      }
    }
    DataOutputStream saved = new DataOutputStream(OutputStream.nullOutputStream());
    small.judge.save(saved);
    assertThat(saved.size()).isBetween(1_000, 60_000_000);
    assertThat(small.judge.detector().bytes()).isLessThan(100_000_000);
  }

  private AuthEvent guess(Random random) {
    int source = 0x2d000000 | random.nextInt() & 0xffffff;
    return guess(site.now, source, "user" + random.nextInt(ACCOUNTS), random.nextInt(1 << 30));
  }

  private static AuthEvent guess(long atMillis, int source, String account, int fingerprint) {
    return new AuthEvent(
        atMillis,
        Protocol.IMAP,
        Outcome.WRONG_PASSWORD,
        Address.v4(source),
        Account.of(account),
        1,
        AuthEvent.NO_SESSION,
        fingerprint);
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

  private static Site hook(DecideSettings decide) {
    return new Site(DetectSettings.defaults().withVantage(Vantage.HOOK), decide);
  }
}
