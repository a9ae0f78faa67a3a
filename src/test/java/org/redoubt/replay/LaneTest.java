package org.redoubt.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.redoubt.replay.Tries.login;
import static org.redoubt.replay.Tries.typo;
import static org.redoubt.replay.Tries.unknown;
import static org.redoubt.replay.Tries.wrong;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/** The bookkeeping, on traces short enough to work out by hand. */
class LaneTest {
  private static final String HOME = "192.0.2.1";
  private static final String EVIL = "203.0.113.9";

  /** Turns everybody away for so many seconds from the beginning. */
  private record Closed(double seconds) implements Policy {
    @Override
    public Answer ask(Attempt attempt) {
      boolean closed = attempt.atMillis() < Tries.BEGIN_MILLIS + seconds * 1000;
      return closed ? Answer.RETRY_LATER : Answer.VERIFIED;
    }

    @Override
    public void tell(Attempt attempt) {}
  }

  @Test
  void countsDifferentGuessesAtAccountsThatExist() {
    LabelResult x =
        only(
            Contender.NONE,
            wrong(0, EVIL, "bob", "a"),
            wrong(1, EVIL, "bob", "a"),
            wrong(2, EVIL, "bob", "b"),
            wrong(3, EVIL, "eve", "a"),
            unknown(4, EVIL, "nobody", "a"));
    assertThat(x.attempts()).isEqualTo(5);
    assertThat(x.letThrough()).isEqualTo(5);
    assertThat(x.effectiveGuesses()).isEqualTo(3);
    assertThat(x.sources()).isEqualTo(1);
    assertThat(x.sourcesBanned()).isZero();
    assertThat(x.firstBanSeconds()).isEqualTo(LabelResult.NEVER);
    assertThat(x.expectedAccountsLost()).isCloseTo(.009 * Math.pow(2, .36) + .009, within(1e-9));
  }

  @Test
  void believesAListOfAccountsMoreThanTheServer() {
    Settings settings = new Settings(List.of(), Set.of(Account.of("bob")));
    Lane lane = new Lane("none", "", settings, Contender.NONE::policy);
    lane.offer(wrong(0, EVIL, "bob", "a"));
    lane.offer(wrong(1, EVIL, "unheard-of", "a"));
    assertThat(lane.finish().labels().getFirst().effectiveGuesses()).isEqualTo(1);
  }

  @Test
  void countsAccountsOpenedWhenPasswordsHadLeaked() {
    Attempt valid = Tries.attempt(1, EVIL, "bob", "right", Outcome.SUCCESS, "A8");
    Attempt stale = Tries.attempt(2, EVIL, "eve", "old", Outcome.WRONG_PASSWORD, "A8");
    LabelResult a8 = only(Contender.NONE, valid, stale);
    assertThat(a8.accountsOpened()).isEqualTo(1);
    assertThat(a8.expectedAccountsLost()).isEqualTo(1);
    assertThat(a8.effectiveGuesses()).isEqualTo(2);
  }

  @Test
  void tellsWhenTheBansCame() {
    Attempt[] guesses = new Attempt[20];
    for (int i = 0; i < guesses.length; i++) {
      guesses[i] = wrong(i * 2, i % 2 == 0 ? EVIL : "203.0.113.77", "bob", "p" + i);
    }
    LabelResult x = only(Contender.FAIL2BAN, guesses);
    assertThat(x.letThrough()).isEqualTo(10);
    assertThat(x.heldBack()).isEqualTo(10);
    assertThat(x.sourcesBanned()).isEqualTo(2);
    assertThat(x.firstBanSeconds()).isEqualTo(16);
    assertThat(x.lastBanSeconds()).isEqualTo(18);
  }

  @Test
  void theHonestComeAgainAfterAMinute() {
    LabelResult honest = only(new Closed(30), login(0, HOME, "bob"), login(100, HOME, "bob"));
    assertThat(honest.attempts()).isEqualTo(2);
    assertThat(honest.heldBack()).isEqualTo(1);
    assertThat(honest.letThrough()).isEqualTo(2);
    assertThat(honest.givenUp()).isZero();
    assertThat(honest.rightPassword()).isEqualTo(2);
    assertThat(honest.rightPasswordRefused()).isEqualTo(1);
    assertThat(honest.pairs()).isEqualTo(1);
    assertThat(honest.pairsLockedOut()).isZero();
    assertThat(honest.refusedPer100k()).isEqualTo(50_000);
  }

  @Test
  void whoIsKeptOutForHalfAnHourIsLockedOut() {
    LabelResult honest = only(new Closed(1801), login(0, HOME, "bob"), login(7200, HOME, "bob"));
    assertThat(honest.rightPasswordRefused()).isEqualTo(1);
    assertThat(honest.givenUp()).isEqualTo(1);
    assertThat(honest.pairsLockedOut()).isEqualTo(1);
  }

  @Test
  void tenMinutesAreNoLockout() {
    LabelResult honest = only(new Closed(601), login(0, HOME, "bob"));
    assertThat(honest.letThrough()).isEqualTo(1);
    assertThat(honest.pairsLockedOut()).isZero();
  }

  @Test
  void aSuccessInBetweenEndsALockout() {
    Attempt[] all = {login(0, HOME, "bob"), login(610, HOME, "bob"), login(620, HOME, "bob")};
    Policy twice =
        new Policy() {
          @Override
          public Answer ask(Attempt attempt) {
            long second = (attempt.atMillis() - Tries.BEGIN_MILLIS) / 1000;
            return second < 300 || second == 620 ? Answer.DROPPED : Answer.VERIFIED;
          }

          @Override
          public void tell(Attempt attempt) {}
        };
    assertThat(only(twice, all).pairsLockedOut()).isZero();
    assertThat(only(twice, all).rightPasswordRefused()).isEqualTo(2);
  }

  @Test
  void wrongPasswordsOfTheHonestAreNoLogins() {
    LabelResult honest = only(new Closed(9), typo(0, HOME, "bob"), login(10, HOME, "bob"));
    assertThat(honest.heldBack()).isEqualTo(1);
    assertThat(honest.rightPassword()).isEqualTo(1);
    assertThat(honest.rightPasswordRefused()).isZero();
  }

  @Test
  void attackersDoNotComeAgain() {
    LabelResult x = only(new Closed(1e6), wrong(0, EVIL, "bob", "a"), wrong(9, EVIL, "bob", "b"));
    assertThat(x.attempts()).isEqualTo(2);
    assertThat(x.letThrough()).isZero();
    assertThat(x.givenUp()).isEqualTo(2);
    assertThat(x.effectiveGuesses()).isZero();
  }

  @Test
  void tcpKnocksAgainByItself() {
    Attempt[] six = new Attempt[6];
    for (int i = 0; i < 6; i++) {
      six[i] = wrong(0, EVIL, "bob", "p" + i);
    }
    LabelResult x = only(Contender.PORT_LIMIT, six);
    assertThat(x.letThrough()).isEqualTo(6);
    assertThat(x.heldBack()).isZero();
    assertThat(x.sourcesBanned()).isZero();
  }

  @Test
  void officeMatesMeetTheBanOfOne() {
    Lane lane = lane(Contender.FAIL2BAN);
    for (int i = 0; i < 5; i++) {
      lane.offer(wrong(i, HOME, "bob", "p" + i));
    }
    lane.offer(login(10, HOME, "eve"));
    List<LabelResult> results = lane.finish().labels();
    assertThat(results).extracting(LabelResult::label).containsExactly("X", "honest");
    assertThat(results).extracting(LabelResult::sourcesBanned).containsExactly(1L, 1L);
    assertThat(results.get(1).rightPasswordRefused()).isEqualTo(1);
  }

  @Test
  void aBanOfANetworkCountsForItsRecentSources() {
    Tally tally = new Tally(wrong(0, EVIL, "bob", "a"));
    Bans bans = new Bans();
    long now = 100 * 24 * 3_600_000L;
    bans.seen(Address.of("203.0.113.1"), tally, now - 1000);
    bans.seen(Address.of("203.0.113.2"), tally, now - 25 * 3_600_000L);
    bans.seen(Address.of("203.0.114.3"), tally, now);
    bans.banned(Prefix.of("203.0.113.0/24"), now);
    assertThat(tally.result().sourcesBanned()).isEqualTo(1);
    bans.met(Address.of("203.0.113.4"), tally, Answer.DROPPED, now + 1);
    bans.met(Address.of("203.0.113.5"), tally, Answer.RETRY_LATER, now + 1);
    assertThat(tally.result().sourcesBanned()).isEqualTo(2);
  }

  private static LabelResult only(Contender contender, Attempt... attempts) {
    return run(lane(contender), attempts);
  }

  private static LabelResult only(Policy policy, Attempt... attempts) {
    return run(new Lane("test", "", Settings.standard(), journal -> policy), attempts);
  }

  private static LabelResult run(Lane lane, Attempt... attempts) {
    for (Attempt attempt : attempts) {
      lane.offer(attempt);
    }
    List<LabelResult> results = lane.finish().labels();
    assertThat(results).hasSize(1);
    return results.getFirst();
  }

  private static Lane lane(Contender contender) {
    return new Lane(contender.label(), "", Settings.standard(), contender::policy);
  }
}
