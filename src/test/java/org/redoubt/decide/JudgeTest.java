package org.redoubt.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.redoubt.decide.Decision.Kind;
import org.redoubt.decide.Guardrails.Guardrail;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

class JudgeTest {
  private static final String GUESSER = "192.0.2.77";
  private final Site site = new Site();

  private void guess(String source, int names) {
    for (int i = 0; i < names; i++) {
      site.unknown(source, "nobody" + i * 7 % 10 + i).passes(Duration.ofSeconds(2));
    }
  }

  @Test
  void aProtectedAddressIsSparedAndToldOnce() {
    site.judge.guardrails(
        new Guardrails(List.of(new Guardrail(Prefix.of(GUESSER), "logged in by SSH as root"))));
    guess(GUESSER, 40);
    assertThat(site.decisions)
        .singleElement()
        .satisfies(d -> {
          assertThat(d.kind()).isEqualTo(Kind.SPARED);
          assertThat(d.because()).contains("logged in by SSH as root");
        });
    assertThat(site.banned(GUESSER)).isFalse();
  }

  @Test
  void aNetworkBanNeverCoversAProtectedAddress() {
    site.judge.guardrails(
        new Guardrails(List.of(new Guardrail(Prefix.of("2001:db8:5:9::1"), "this host"))));
    for (int i = 0; i < 60; i++) {
      guess("2001:db8:5:" + (100 + i) + "::1", 1);
    }
    assertThat(site.decisions).anyMatch(d -> d.kind() == Kind.SPARED);
    assertThat(site.banned("2001:db8:5:9::1")).isFalse();
    assertThat(site.bans()).noneMatch(d -> d.scope().contains(Address.of("2001:db8:5:9::1")));
  }

  @Test
  void anAdminBansAndLifts() {
    Prefix scope = Prefix.of("198.51.100.0/24");
    assertThat(site.judge.ban(scope, Duration.ofHours(2), "enough", site.now))
        .singleElement()
        .satisfies(d -> assertThat(d.by()).isEqualTo(Decision.By.ADMIN));
    assertThat(site.banned("198.51.100.9")).isTrue();
    assertThat(site.judge.lift(Prefix.of("198.51.100.9"), "sorry", site.now)).hasSize(1);
    assertThat(site.banned("198.51.100.9")).isFalse();
    assertThat(site.judge.ban(Prefix.of("127.0.0.1"), Duration.ofHours(1), "oops", site.now))
        .singleElement()
        .satisfies(d -> assertThat(d.kind()).isEqualTo(Kind.SPARED));
  }

  @Test
  void aLiftForgetsTheEvidence() {
    guess(GUESSER, 5);
    assertThat(site.banned(GUESSER)).isTrue();
    site.judge.lift(Prefix.of(GUESSER), "it was me", site.now);
    assertThat(site.judge.score(Address.of(GUESSER), site.now)).isZero();
    guess(GUESSER, 2);
    assertThat(site.banned(GUESSER)).isFalse();
  }

  @Test
  void aLiftThatRemembersIsFollowedByALongerBanAtTheNextGuess() {
    guess(GUESSER, 5);
    double score = site.judge.score(Address.of(GUESSER), site.now);
    assertThat(site.judge.liftRemembering(Prefix.of(GUESSER), "a try", site.now)).hasSize(1);
    assertThat(site.banned(GUESSER)).isFalse();
    assertThat(site.judge.score(Address.of(GUESSER), site.now)).isEqualTo(score);
    site.unknown(GUESSER, "another").passes(Duration.ofSeconds(2));
    assertThat(site.banned(GUESSER)).isTrue();
    assertThat(site.bans().getLast().rung()).isEqualTo(1);
  }

  @Test
  void allBansAreLiftedAtOnceHoweverMany() {
    for (int i = 0; i < 5_000; i++) {
      Prefix scope = Address.v4(0x0a000000 | i).alone();
      site.judge.ban(scope, Duration.ofHours(1 + i % 7), "many", site.now);
    }
    assertThat(site.judge.liftAll("enough", site.now)).hasSize(5_000);
    assertThat(site.judge.bansInForce(site.now)).isEmpty();
    site.judge.ban(Prefix.of(GUESSER), Duration.ofHours(1), "again", site.now);
    assertThat(site.judge.bansInForce(site.now)).hasSize(1);
  }

  @Test
  void whoIsAllowedIsNotBannedUntilThatEnds() {
    guess(GUESSER, 5);
    long until = site.now + Duration.ofDays(1).toMillis();
    assertThat(site.judge.allow(Prefix.of(GUESSER), until, "our scanner", site.now)).hasSize(1);
    guess(GUESSER, 20);
    assertThat(site.banned(GUESSER)).isFalse();
    site.passes(Duration.ofDays(2));
    guess(GUESSER, 20);
    assertThat(site.banned(GUESSER)).isTrue();
  }

  @Test
  void earlierBansAreInForceAfterARestartAndTheLadderGoesOn() {
    guess(GUESSER, 5);
    Site later = new Site();
    later.now = site.now;
    site.judge.eachBan(site.now, later.judge::restore);
    assertThat(later.judge.bansInForce(later.now)).isEqualTo(site.judge.bansInForce(site.now));
    later.passes(Duration.ofHours(2));
    assertThat(later.banned(GUESSER)).isFalse();
    for (int i = 0; i < 6; i++) {
      later.unknown(GUESSER, "x" + i * 5 % 6).passes(Duration.ofSeconds(2));
    }
    assertThat(later.bans()).singleElement().satisfies(d -> assertThat(d.rung()).isEqualTo(1));
  }

  @Test
  void savedStateComesBackAsItWas() throws IOException {
    for (int i = 0; i < 300; i++) {
      site.success("203.0." + i % 200 + ".7", "user" + i);
      guess("198.51." + i % 250 + ".9", 2);
    }
    Site later = new Site();
    later.now = site.now;
    later.judge.load(new DataInputStream(new ByteArrayInputStream(saved(site.judge))));
    for (int i = 0; i < 250; i++) {
      Address source = Address.of("198.51." + i + ".9");
      assertThat(evidence(later, source)).isPositive().isEqualTo(evidence(site, source));
    }
    assertThat(later.judge.detector().isAlarmed()).isEqualTo(site.judge.detector().isAlarmed());
  }

  @Test
  void stateOfAnotherKeyAndDamagedStateAreRefused() throws IOException {
    guess(GUESSER, 2);
    byte[] saved = saved(site.judge);
    HashKey other = new HashKey(8, 9);
    Judge stranger =
        new Judge(new Detector(DetectSettings.defaults(), other), DecideSettings.defaults(), other);
    assertThatThrownBy(() -> stranger.load(new DataInputStream(new ByteArrayInputStream(saved))))
        .hasMessageContaining("another key");
    assertThatThrownBy(() ->
            new Site()
                .judge.load(
                    new DataInputStream(new ByteArrayInputStream(saved, 0, saved.length / 2))))
        .isInstanceOf(IOException.class);
  }

  private static double evidence(Site site, Address source) {
    return Objects.requireNonNull(site.judge.explain(source, site.now)).evidence();
  }

  private static byte[] saved(Judge judge) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    judge.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
