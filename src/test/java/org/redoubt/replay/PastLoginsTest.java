package org.redoubt.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.simulate.Attack;
import org.redoubt.simulate.Attempt;
import org.redoubt.simulate.Options;
import org.redoubt.simulate.Simulation;

/** Which logins of a log are believed. */
class PastLoginsTest {
  private final List<AuthEvent> learned = new ArrayList<>();
  private final PastLogins logins = new PastLogins(RuleSettings.defaults(), learned::add);

  @Test
  void passesOnOneLoginADayOfEachAccountAndSource() {
    for (int hour = 0; hour < 48; hour++) {
      logins.accept(Tries.login(hour * 3_600, "192.0.2.1", "anna"));
      logins.accept(Tries.login(hour * 3_600, "192.0.2.2", "anna"));
    }
    assertThat(learned).hasSize(4);
    PastLogins.Summary summary = logins.summary();
    assertThat(summary.logins()).isEqualTo(96);
    assertThat(summary.accounts()).isEqualTo(1);
    assertThat(summary.networks()).isEqualTo(1);
    assertThat(summary.pairs()).isEqualTo(1);
    assertThat(summary.distrusted()).isZero();
    assertThat(summary.toMillis()).isEqualTo(Tries.BEGIN_MILLIS + 47 * 3_600_000L);
  }

  @Test
  void failuresTeachNothing() {
    logins.accept(Tries.typo(0, "192.0.2.1", "anna"));
    assertThat(learned).isEmpty();
    assertThat(logins.summary().logins()).isZero();
  }

  /** Leaked passwords that are right are tried once; people's clients come again. */
  @Test
  void leavesOutThoseWhoTryStolenPasswordsAndHardlyAnybodyElse() {
    Options options =
        Options.standard().withUsers(150).withDays(6, 12).withAttacks(List.of(Attack.A8), 1);
    List<Attempt> believed = new ArrayList<>();
    List<Attempt> doubted = new ArrayList<>();
    new Simulation(options)
        .forEach(attempt -> {
          long before = logins.summary().distrusted();
          logins.accept(attempt);
          if (attempt.outcome() == Outcome.SUCCESS) {
            (logins.summary().distrusted() == before ? believed : doubted).add(attempt);
          }
        });
    long stolen = doubted.stream().filter(attempt -> !attempt.isHonest()).count();
    assertThat(stolen).isGreaterThan(10);
    assertThat(believed.stream().filter(attempt -> !attempt.isHonest()))
        .hasSizeLessThan((int) stolen / 3);
    assertThat(doubted.size() - stolen).isLessThan(believed.size() / 100);
  }
}
