package org.redoubt.decide;

import java.util.List;
import java.util.stream.Stream;
import org.redoubt.detect.Standing;
import org.redoubt.detect.Table;
import org.redoubt.detect.Tier;
import org.redoubt.event.AuthEvent;

/**
 * Decides before the password is looked at. Who is at home is let through as long as he himself
 * does not use up his own allowance. A stranger is let through in quiet times; under attack, or
 * when there is something against him, his password is not looked at until the same one has come
 * from the same network twice, half a minute apart. Held back, right and wrong get the same answer,
 * so that there is nothing to learn from it.
 *
 * <p>However many attackers and whatever they send, strangers verify at most 28 wrong passwords of
 * an account on the first day and 20 on each further day.
 */
final class Gatekeeper {
  private static final int VISITS = 2;
  private static final int PATIENT_VISITS = 3;
  private static final long PATIENT_SECONDS = 1_800;
  private static final int ALONE = 2;
  private static final double SUSPECT = 2;
  private static final double DELAYED_FROM = 1;
  private static final long LONGEST_DELAY_MILLIS = 8_000;
  private static final double SITE_BURST = 30;
  private static final double SITE_PER_ACCOUNT_AND_DAY = 0.25;

  private final AccountBudgets budgets;
  private final Pending pending;
  private double siteBudget = SITE_BURST;
  private long siteMillis;

  Gatekeeper(AccountBudgets budgets, Pending pending) {
    this.budgets = budgets;
    this.pending = pending;
  }

  /** The answer; the budgets are charged at once, and what was not wrong is given back later. */
  Answer ask(AuthEvent question, Standing standing, int accounts) {
    refill(question.atMillis(), accounts);
    if (standing.tier() == Tier.HOME) {
      return atHome(question, standing);
    }
    if (!standing.mayExist()) {
      return Answer.of(Verdict.ALLOW, "there is no such account");
    }
    if (standing.oldPassword() || isKnownWrong(question, standing)) {
      return Answer.of(Verdict.ALLOW, "tells a guesser nothing new");
    }
    Bucket bucket = AccountBudgets.bucket(standing.tier());
    return isGrey(question, standing, bucket)
        ? secondVisit(question, standing, bucket)
        : allowed(question, standing, bucket, "nothing against it");
  }

  private Answer atHome(AuthEvent question, Standing standing) {
    if (standing.oldPassword() || isKnownWrong(question, standing)) {
      return Answer.of(Verdict.ALLOW, "at home, with a password known to be wrong");
    }
    return has(Bucket.HOME, question, standing)
        ? allowed(question, standing, Bucket.HOME, "at home")
        : Answer.of(Verdict.RETRY_LATER, "at home, but too many wrong passwords today");
  }

  private boolean isKnownWrong(AuthEvent question, Standing standing) {
    return budgets.wasWrong(
        standing.account(), standing.network(), question.fingerprint(), question.atMillis());
  }

  private boolean isGrey(AuthEvent question, Standing standing, Bucket bucket) {
    return budgets.isBelowHalf(bucket, standing.account(), standing.network(), question.atMillis())
        || standing.besieged()
        || standing.alarmed() && standing.tier() == Tier.STRANGE
        || standing.otherOdds() >= SUSPECT + 2 * Math.log1p(standing.people());
  }

  private Answer secondVisit(AuthEvent question, Standing standing, Bucket bucket) {
    int visits = pending.presented(question, standing.account(), standing.network());
    if (visits < VISITS) {
      return Answer.of(Verdict.RETRY_LATER, "a stranger who must come again");
    }
    boolean strange = standing.tier() == Tier.STRANGE;
    boolean counted = standing.alarmed() && strange;
    if (!(standing.besieged() && strange)
        && has(bucket, question, standing)
        && (!counted || siteBudget >= 1)) {
      siteBudget -= counted ? 1 : 0;
      return allowed(question, standing, bucket, "came again with the same password");
    }
    if (has(Bucket.RESERVE, question, standing)) {
      if (isAlone(question, standing)) {
        return allowed(question, standing, Bucket.RESERVE, "came again, and nobody else does");
      }
      long age = pending.ageSeconds(question, standing.account(), standing.network());
      if (age >= PATIENT_SECONDS && visits >= PATIENT_VISITS) {
        return allowed(question, standing, Bucket.RESERVE, "came again for a good while");
      }
    }
    return Answer.of(Verdict.RETRY_LATER, "too many strangers tried this account, or the site");
  }

  /** Perhaps an owner away from home who used up his own allowance and now knows it again. */
  private boolean isAlone(AuthEvent question, Standing standing) {
    return !standing.alarmed()
        && standing.triedFrom() <= ALONE
        && pending.isNewest(question, standing.account(), standing.network());
  }

  private boolean has(Bucket bucket, AuthEvent question, Standing standing) {
    return budgets.hasOne(bucket, standing.account(), standing.network(), question.atMillis());
  }

  private Answer allowed(AuthEvent question, Standing standing, Bucket bucket, String because) {
    pending.verified(question, standing.account(), standing.network());
    budgets.charge(
        bucket,
        standing.account(),
        standing.network(),
        question.fingerprint(),
        question.atMillis());
    if (standing.tier() == Tier.HOME || standing.odds() < DELAYED_FROM) {
      return Answer.of(Verdict.ALLOW, because);
    }
    long delay = (long) Math.min(LONGEST_DELAY_MILLIS, 1000 * Math.pow(2, standing.odds()));
    return new Answer(Verdict.DELAY, delay, because);
  }

  /** The password was right, or the server could not look at it: it used nothing up. */
  void giveBack(AuthEvent event, Standing standing) {
    budgets.giveBack(
        AccountBudgets.bucket(standing.tier()),
        standing.account(),
        standing.network(),
        event.fingerprint(),
        event.atMillis());
  }

  List<Table> tables() {
    return Stream.concat(budgets.tables().stream(), pending.tables().stream()).toList();
  }

  private void refill(long nowMillis, int accounts) {
    double days = Math.clamp((nowMillis - siteMillis) / 86_400_000.0, 0, 1000);
    siteBudget = Math.min(SITE_BURST, siteBudget + days * SITE_PER_ACCOUNT_AND_DAY * accounts);
    siteMillis = nowMillis;
  }
}
