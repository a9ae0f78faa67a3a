package org.redoubt.decide;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Decision.By;
import org.redoubt.decide.Decision.Kind;
import org.redoubt.detect.Detector;
import org.redoubt.detect.Evidence;
import org.redoubt.detect.Explanation;
import org.redoubt.detect.Finding;
import org.redoubt.detect.HashKey;
import org.redoubt.detect.Standing;
import org.redoubt.detect.Table;
import org.redoubt.detect.Tier;
import org.redoubt.detect.Vantage;
import org.redoubt.detect.Watcher;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * Events in, decisions out: asks the detector, and turns what it finds into bans and alerts within
 * the guardrails. Also takes what an admin wants. The same events in the same order give the same
 * decisions. Not thread-safe.
 */
public final class Judge {
  private final Detector detector;
  private final Rulings rulings;
  private final Bans bans;
  private final Gatekeeper gatekeeper;
  private final Pending pending;

  public Judge(Detector detector, DecideSettings settings, HashKey key) {
    this.detector = detector;
    rulings = new Rulings(detector, settings, key);
    bans = rulings.bans();
    pending = new Pending(key);
    gatekeeper = new Gatekeeper(new AccountBudgets(settings.attackedAccounts(), key), pending);
  }

  /** Replaces whom we never ban. */
  public void guardrails(Guardrails snapshot) {
    rulings.guardrails(snapshot);
  }

  /** Takes an event into account and tells the sink what was decided. Never fails. */
  public void observe(AuthEvent event, Sink sink) {
    Hearing hearing = new Hearing(sink);
    Address source = event.source();
    if (detector.settings().vantage() == Vantage.HOOK && source != null) {
      chargeGivenUp(event.atMillis(), hearing);
      if (tellsNothing(event.outcome()) && event.account() != null) {
        gatekeeper.giveBack(event, detector.standing(event, source));
      }
    }
    detector.observe(event, hearing);
  }

  /** Whether a guesser learns of no wrong password by it. */
  private static boolean tellsNothing(Outcome outcome) {
    return outcome == Outcome.SUCCESS || outcome == Outcome.TEMPORARY_FAILURE;
  }

  /**
   * May this login go on? Asked before its password is looked at; what came of it is to be observed
   * afterwards if it went on, and not if it did not.
   *
   * @param question who, from where, with which fingerprint; its outcome does not matter
   * @param sink told what was decided on the occasion
   */
  public Answer ask(AuthEvent question, Sink sink) {
    Address source = question.source();
    if (source == null || question.account() == null) {
      return Answer.of(Verdict.ALLOW, "without an address or a name there is nothing to go by");
    }
    Hearing hearing = new Hearing(sink);
    detector.passed(question.atMillis(), hearing);
    chargeGivenUp(question.atMillis(), hearing);
    Standing standing = detector.standing(question, source);
    if (isRefused(source, standing, question.atMillis())) {
      return Answer.of(Verdict.REFUSE, "banned");
    }
    return gatekeeper.ask(question, standing, detector.accounts());
  }

  /** Time came to this without an event. */
  public void passed(long nowMillis, Sink sink) {
    detector.passed(nowMillis, new Hearing(sink));
  }

  /** A rule's ban does not keep out who is at home there; an admin's does. */
  private boolean isRefused(Address source, Standing standing, long nowMillis) {
    Ban ban = bans.covering(source, nowMillis);
    if (ban != null && ban.by() != By.RULE) {
      return true;
    }
    return standing.tier() != Tier.HOME
        && (ban != null || rulings.refusesStrangers(source, nowMillis));
  }

  /** Others say something new of a source: what it did is looked at in this light. */
  public void reconsider(Address source, long atMillis, Sink sink) {
    detector.reconsider(source, atMillis, new Hearing(sink));
  }

  private void chargeGivenUp(long nowMillis, Hearing hearing) {
    Pending.GivenUp given = pending.nextGivenUp(nowMillis);
    while (given != null) {
      detector.abandoned(given.failure(), given.share(), hearing);
      given = pending.nextGivenUp(nowMillis);
    }
  }

  /** Passes findings on as decisions. */
  private final class Hearing implements Watcher {
    private final Sink sink;

    Hearing(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void found(Finding finding) {
      Decision decision = rulings.on(finding);
      if (decision != null) {
        sink.decided(decision);
      }
    }

    @Override
    public void evidence(AuthEvent event, Evidence evidence) {
      sink.evidence(event, evidence);
    }

    @Override
    public boolean wantsEvidence() {
      return sink.wantsEvidence();
    }
  }

  /** Whether a guardrail or the allowlist keeps every part of the block from being banned. */
  public boolean isProtected(Prefix scope, long atMillis) {
    return rulings.guard(scope, atMillis) != null;
  }

  /** An admin's ban; spared where a guardrail forbids it. */
  public List<Decision> ban(Prefix scope, Duration length, String because, long atMillis) {
    String guard = rulings.guard(scope, atMillis);
    if (guard != null) {
      return List.of(
          Draft.request(Kind.SPARED, scope, atMillis, atMillis, "never banned: " + guard));
    }
    long until = atMillis + length.toMillis();
    Decision decision = Draft.request(Kind.BAN, scope, atMillis, until, because);
    rulings.keep(Ban.of(decision));
    return List.of(decision);
  }

  /**
   * Lifts every ban that keeps out any address of the block, and forgets the evidence against the
   * block; one decision for each ban lifted.
   */
  public List<Decision> lift(Prefix scope, String because, long atMillis) {
    List<Decision> lifted = new ArrayList<>();
    for (Ban ban : rulings.takeBack(scope, atMillis)) {
      if (!scope.contains(ban.scope())) {
        detector.forgive(ban.scope());
      }
      lifted.add(Draft.request(Kind.LIFT, ban.scope(), atMillis, atMillis, because));
    }
    detector.forgive(scope);
    return lifted;
  }

  /** Lifts the same bans, but remembers them and what led to them: the next guess counts on top. */
  public List<Decision> liftRemembering(Prefix scope, String because, long atMillis) {
    List<Decision> lifted = new ArrayList<>();
    for (Ban ban : rulings.endNow(scope, atMillis)) {
      detector.banned(ban.scope(), atMillis);
      lifted.add(Draft.request(Kind.LIFT, ban.scope(), atMillis, atMillis, because));
    }
    return lifted;
  }

  /** Lifts all bans. */
  public List<Decision> liftAll(String because, long atMillis) {
    List<Decision> lifted = new ArrayList<>(lift(Prefix.of("::/0"), because, atMillis));
    lifted.addAll(lift(Prefix.of("0.0.0.0/0"), because, atMillis));
    return lifted;
  }

  /** Never bans the block from now on, and lifts the bans that keep out any of it. */
  public List<Decision> allow(Prefix scope, long untilMillis, String because, long atMillis) {
    if (!rulings.allowlist().add(new Allowed(scope, atMillis, untilMillis, because))) {
      throw new IllegalStateException(
          "the allowlist is full; disallow blocks, or allow wider ones, before adding " + scope);
    }
    return lift(scope, "allowed: " + because, atMillis);
  }

  /** Takes exactly this block from the allowlist; whether it was there. */
  public boolean disallow(Prefix scope) {
    return rulings.allowlist().remove(scope);
  }

  public List<Allowed> allowed(long atMillis) {
    return rulings.allowlist().inForce(atMillis);
  }

  /** Takes up an earlier ban, as if it had been decided here. */
  public void restore(Ban ban) {
    rulings.keep(ban);
  }

  /**
   * Writes all that was learned, but not the bans: those are in the recorded decisions. About 70
   * bytes for a source and 20 for a familiar pair.
   */
  public void save(DataOutput out) throws IOException {
    detector.save(out);
    for (Table table : gatekeeper.tables()) {
      table.save(out);
    }
  }

  /**
   * Reads what was saved; to be called before the first event.
   *
   * @throws IOException when it is damaged, of another version or of another key; this judge is
   *     then of no use, and a new one knows nothing
   */
  public void load(DataInput in) throws IOException {
    detector.load(in);
    for (Table table : gatekeeper.tables()) {
      table.load(in);
    }
  }

  public Collection<Ban> bansInForce(long atMillis) {
    return bans.inForce(atMillis);
  }

  /** Gives the bans in force one after the other. */
  public void eachBan(long atMillis, Consumer<Ban> taker) {
    bans.each(atMillis, taker);
  }

  /** The bans in force that keep out any address of the block, the widest first. */
  public List<Ban> bansOn(Prefix scope, long atMillis) {
    return bans.inForce(atMillis).stream()
        .filter(ban -> ban.scope().overlaps(scope))
        .sorted(Comparator.comparingInt((Ban ban) -> ban.scope().mappedLength()))
        .toList();
  }

  /** The ban in force that keeps the address out, or null. */
  public @Nullable Ban banOf(Address address, long atMillis) {
    return bans.covering(address, atMillis);
  }

  /** What asks for an admin because the rule has gone as far as it may; null when nothing does. */
  public @Nullable String question(long atMillis) {
    return rulings.question(atMillis);
  }

  /** The log-odds that the source guesses; 0 when nothing is known of it. */
  public double score(Address source, long atMillis) {
    return detector.score(source, atMillis);
  }

  /** Why the source has its score; null when nothing is known of it. */
  public @Nullable Explanation explain(Address source, long atMillis) {
    return detector.explain(source, atMillis);
  }

  /** Learns from a success where its account is at home, without judging it; whether it is new. */
  public boolean learn(AuthEvent success) {
    return detector.learn(success);
  }

  /** Whether the account has logged in from the address's network lately. */
  public boolean isAtHome(Account account, Address source, long atMillis) {
    return detector.isAtHome(account, source, atMillis);
  }

  /** Tells which accounts exist; every other name is unknown from now on. */
  public void accounts(Iterable<Account> all, long nowMillis) {
    detector.accounts(all, nowMillis);
  }

  public Detector detector() {
    return detector;
  }
}
