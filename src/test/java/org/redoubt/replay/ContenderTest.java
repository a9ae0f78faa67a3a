package org.redoubt.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redoubt.replay.Tries.login;
import static org.redoubt.replay.Tries.unknown;
import static org.redoubt.replay.Tries.wrong;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.event.Outcome;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/** What the tools do by default, on traces short enough to work out by hand. */
class ContenderTest {
  private static final String EVIL = "203.0.113.9";
  private static final String OTHER = "203.0.113.10";
  private final List<Prefix> banned = new ArrayList<>();
  private final Journal journal =
      new Journal() {
        @Override
        public void banned(Prefix scope, long atMillis) {
          banned.add(scope);
        }

        @Override
        public void alarm(long atMillis, String what) {}
      };

  @ParameterizedTest
  @EnumSource
  void isFoundByItsName(Contender contender) {
    assertThat(Contender.of(contender.label())).isEqualTo(contender);
    assertThat(contender.description()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void letsPeopleIn(Contender contender) {
    Policy policy = contender.policy(journal);
    for (int i = 0; i < 100; i++) {
      assertThat(meet(policy, login(i * 60, "192.0.2.1", "bob"))).isEqualTo(Answer.VERIFIED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdsNoTroubleOfTheServerAgainstAnybody(Contender contender) {
    Policy policy = contender.policy(journal);
    for (int i = 0; i < 100; i++) {
      Attempt down =
          Tries.attempt(i * 5, EVIL, "bob", "p", Outcome.TEMPORARY_FAILURE, Tries.ATTACK);
      assertThat(meet(policy, down)).isEqualTo(Answer.VERIFIED);
    }
  }

  @Test
  void limitsHoldTheFloodOfOneSourceAndNoneOfItsNeighbours() {
    Policy policy = Contender.REDOUBT_LIMITS.policy(journal);
    assertThat(guess(policy, EVIL, 0, 7 * 60, 1 / 7.0)).isBetween(39, 40);
    assertThat(meet(policy, login(60, "192.0.2.1", "bob"))).isEqualTo(Answer.VERIFIED);
    assertThat(meet(policy, login(60, OTHER, "carol"))).isEqualTo(Answer.VERIFIED);
    assertThat(banned).isEmpty();
  }

  @Test
  void limitsTakeAnOfficeForManyClients() {
    Policy policy = Contender.REDOUBT_LIMITS.policy(journal);
    for (int i = 0; i < 10; i++) {
      meet(policy, login(i, "192.0.2.1", "person" + i));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(meet(policy, login(60, "192.0.2.1", "person" + i % 10)))
          .isEqualTo(Answer.VERIFIED);
    }
  }

  @Test
  void fail2banBansAtTheFifthFailureForTenMinutes() {
    Policy policy = Contender.FAIL2BAN.policy(journal);
    assertThat(guess(policy, EVIL, 0, 5, 5)).isEqualTo(5);
    assertThat(guess(policy, EVIL, 25, 100, 5)).isZero();
    assertThat(meet(policy, wrong(619, EVIL, "bob", "late"))).isEqualTo(Answer.DROPPED);
    assertThat(meet(policy, wrong(621, EVIL, "bob", "later"))).isEqualTo(Answer.VERIFIED);
    assertThat(banned).containsExactly(Prefix.of(EVIL));
  }

  @Test
  void fail2banReadsASecondLate() {
    Policy policy = Contender.FAIL2BAN.policy(journal);
    assertThat(guess(policy, EVIL, 0, 100, .1)).isEqualTo(14);
  }

  @Test
  void fail2banNeverSeesOneEveryThreeMinutes() {
    Policy policy = Contender.FAIL2BAN.policy(journal);
    assertThat(guess(policy, EVIL, 0, 1000, 180)).isEqualTo(1000);
  }

  @Test
  void fail2banCountsAddressesApart() {
    Policy policy = Contender.FAIL2BAN.policy(journal);
    guess(policy, EVIL, 0, 5, 5);
    assertThat(meet(policy, wrong(30, OTHER, "bob", "p"))).isEqualTo(Answer.VERIFIED);
  }

  @Test
  void strictFail2banBansAtTheThirdForAWeek() {
    Policy policy = Contender.FAIL2BAN_STRICT.policy(journal);
    assertThat(guess(policy, EVIL, 0, 100, 3600)).isEqualTo(3);
    double week = 7 * 86_400;
    assertThat(meet(policy, wrong(7199 + week, EVIL, "bob", "x"))).isEqualTo(Answer.DROPPED);
    assertThat(meet(policy, wrong(7201 + week, EVIL, "bob", "y"))).isEqualTo(Answer.VERIFIED);
  }

  @Test
  void crowdSecOverflowsAtTheFourthForFourHours() {
    Policy policy = Contender.CROWDSEC.policy(journal);
    assertThat(guess(policy, EVIL, 0, 100, 10)).isEqualTo(4);
    assertThat(meet(policy, wrong(14_429, EVIL, "bob", "x"))).isEqualTo(Answer.DROPPED);
    assertThat(meet(policy, wrong(14_431, EVIL, "bob", "y"))).isEqualTo(Answer.VERIFIED);
  }

  @Test
  void crowdSecLeaksOneInSixMinutes() {
    Policy policy = Contender.CROWDSEC.policy(journal);
    assertThat(guess(policy, EVIL, 0, 500, 361)).isEqualTo(500);
    assertThat(guess(policy, OTHER, 200_000, 500, 300)).isLessThan(150);
  }

  @Test
  void sshguardBlocksAtTheThirdAndDoubles() {
    Policy policy = Contender.SSHGUARD.policy(journal);
    assertThat(guess(policy, EVIL, 0, 10, 10)).isEqualTo(3);
    assertThat(meet(policy, wrong(139, EVIL, "bob", "a"))).isEqualTo(Answer.DROPPED);
    assertThat(guess(policy, EVIL, 150, 10, 10)).isEqualTo(3);
    assertThat(meet(policy, wrong(170 + 239, EVIL, "bob", "b"))).isEqualTo(Answer.DROPPED);
    assertThat(meet(policy, wrong(170 + 241, EVIL, "bob", "c"))).isEqualTo(Answer.VERIFIED);
  }

  @Test
  void sshguardForgetsHalfAnHourAfterTheFirst() {
    Policy policy = Contender.SSHGUARD.policy(journal);
    assertThat(guess(policy, EVIL, 0, 500, 901)).isEqualTo(500);
  }

  @Test
  void weakforcedRefusesAfterFiftyDifferentPasswords() {
    Policy policy = Contender.WEAKFORCED.policy(journal);
    assertThat(guess(policy, EVIL, 0, 3600, 1)).isEqualTo(51);
    assertThat(guess(policy, EVIL, 3600, 600, 1)).isEqualTo(51);
  }

  @Test
  void weakforcedDoesNotCountTheSamePasswordTwice() {
    Policy policy = Contender.WEAKFORCED.policy(journal);
    for (int i = 0; i < 1000; i++) {
      assertThat(meet(policy, wrong(i, EVIL, "bob", "old"))).isEqualTo(Answer.VERIFIED);
    }
  }

  @Test
  void thePortLimitCountsEverybodyTogether() {
    Policy policy = Contender.PORT_LIMIT.policy(journal);
    assertThat(guess(policy, EVIL, 0, 5, 0)).isEqualTo(5);
    assertThat(meet(policy, login(0, "192.0.2.1", "bob"))).isEqualTo(Answer.DROPPED);
    assertThat(meet(policy, login(1, "192.0.2.1", "bob"))).isEqualTo(Answer.VERIFIED);
    assertThat(policy.retransmits()).containsExactly(1000, 3000, 7000);
  }

  @Test
  void tenFailuresLockTheAccountForItsOwnerToo() {
    Policy policy = Contender.ACCOUNT_LOCKOUT.policy(journal);
    for (int i = 0; i < 10; i++) {
      assertThat(meet(policy, wrong(i, "203.0.113." + i, "bob", "p" + i)))
          .isEqualTo(Answer.VERIFIED);
    }
    assertThat(meet(policy, login(1808, "192.0.2.1", "bob"))).isEqualTo(Answer.REFUSED);
    assertThat(meet(policy, login(1808, "192.0.2.1", "eve"))).isEqualTo(Answer.VERIFIED);
    assertThat(meet(policy, login(1809, "192.0.2.1", "bob"))).isEqualTo(Answer.VERIFIED);
  }

  @Test
  void aSuccessClearsTheLockoutsCount() {
    Policy policy = Contender.ACCOUNT_LOCKOUT.policy(journal);
    guess(policy, EVIL, 0, 9, 1);
    meet(policy, login(10, "192.0.2.1", "bob"));
    assertThat(guess(policy, EVIL, 11, 9, 1)).isEqualTo(9);
  }

  @Test
  void noAccountCannotBeLocked() {
    Policy policy = Contender.ACCOUNT_LOCKOUT.policy(journal);
    for (int i = 0; i < 50; i++) {
      assertThat(meet(policy, unknown(i, EVIL, "nobody", "p"))).isEqualTo(Answer.VERIFIED);
    }
  }

  /** How many of so many guesses at bob, one every so many seconds, get through. */
  private static int guess(Policy policy, String source, double from, int count, double every) {
    int through = 0;
    for (int i = 0; i < count; i++) {
      Attempt attempt = wrong(from + i * every, source, "bob", "p" + from + "-" + i);
      through += meet(policy, attempt) == Answer.VERIFIED ? 1 : 0;
    }
    return through;
  }

  private static Answer meet(Policy policy, Attempt attempt) {
    Answer answer = policy.ask(attempt);
    if (!answer.isHeldBack()) {
      policy.tell(attempt);
    }
    return answer;
  }
}
