package org.redoubt.decide;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Decision.By;
import org.redoubt.decide.Decision.Kind;
import org.redoubt.decide.Decision.Subject;
import org.redoubt.decide.Guardrails.Guardrail;
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
  /** How much an attempt that was held back and never came again says, of a failure. */
  private static final double GIVEN_UP_SHARE = 0.7;

  private final Detector detector;
  private final DecideSettings settings;
  private final Ladder ladder;
  private final Bans bans;
  private final FamiliarBans familiarBans;

  /**
   * Where many log in and one guesses: only asked before the password can the two be told apart.
   */
  private final Bans strangersRefused;

  private final Allowlist allowlist = new Allowlist();
  private final Gatekeeper gatekeeper;
  private final Pending pending;
  private Guardrails guardrails = Guardrails.none();

  public Judge(Detector detector, DecideSettings settings, HashKey key) {
    this.detector = detector;
    this.settings = settings;
    ladder = new Ladder(settings, key);
    bans = new Bans(settings.bans());
    familiarBans = new FamiliarBans(detector, settings.familiarShare());
    strangersRefused = new Bans(settings.bans());
    pending = new Pending(key);
    gatekeeper = new Gatekeeper(new AccountBudgets(settings.attackedAccounts(), key), pending);
  }

  /** Replaces whom we never ban. */
  public void guardrails(Guardrails snapshot) {
    guardrails = snapshot;
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
        && (ban != null || strangersRefused.covering(source, nowMillis) != null);
  }

  /** Others say something new of a source: what it did is looked at in this light. */
  public void reconsider(Address source, long atMillis, Sink sink) {
    detector.reconsider(source, atMillis, new Hearing(sink));
  }

  private void chargeGivenUp(long nowMillis, Hearing hearing) {
    AuthEvent failed = pending.nextGivenUp(nowMillis);
    while (failed != null) {
      detector.abandoned(failed, GIVEN_UP_SHARE, hearing);
      failed = pending.nextGivenUp(nowMillis);
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
      Decision decision = decide(finding);
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

  private @Nullable Decision decide(Finding finding) {
    return switch (finding) {
      case Finding.Guesser g -> guesser(g);
      case Finding.GuessingNetwork n -> network(n);
      case Finding.Breach b -> Draft.breach(b);
      case Finding.StolenPassword s -> Draft.stolen(s);
      case Finding.AlarmRaised a ->
          Draft.site(
              a.atMillis(),
              Subject.SITE_ALARM,
              String.format(
                  Locale.ROOT,
                  "%.0f networks that nobody knows failed within %s, usual are %.1f",
                  a.networks(),
                  Duration.ofMillis(a.binMillis()).toString().substring(2).toLowerCase(Locale.ROOT),
                  a.usual()));
      case Finding.AlarmOver a ->
          Draft.site(
              a.atMillis(), Subject.SITE_ALARM_OVER, "strangers fail as seldom as usual again");
      case Finding.OutageBegan o ->
          Draft.site(
              o.atMillis(),
              Subject.OUTAGE,
              "everybody fails, people where they are at home too: the server's own trouble;"
                  + " failures do not count until it is over");
      case Finding.OutageOver o ->
          Draft.site(
              o.atMillis(), Subject.OUTAGE_OVER, "people get in again; failures count again");
    };
  }

  private @Nullable Decision guesser(Finding.Guesser found) {
    Prefix scope = found.source();
    Ban before = bans.covering(scope, found.atMillis());
    if (before != null) {
      detector.banned(scope, before.untilMillis());
      return null;
    }
    int rung = ladder.rung(scope, found.atMillis());
    String guard = guard(scope, found.atMillis());
    if (guard != null) {
      return silent(
          Draft.guesser(found, Kind.SPARED, found.atMillis(), "never banned: " + guard, rung));
    }
    if (isPopulated(found)) {
      return silent(populated(found, rung));
    }
    if (familiarBans.forbid(scope, found.atMillis())) {
      String because =
          Draft.because(found) + "; not banned: " + familiarBans.inWords(found.atMillis());
      return silent(Draft.guesser(found, Kind.ALERT, found.atMillis(), because, rung));
    }
    boolean few = found.names() <= settings.fewNames();
    Duration first = few ? settings.firstShortBan() : settings.firstBan();
    long until = found.atMillis() + ladder.lengthMillis(scope, rung, first);
    return banned(Draft.guesser(found, Kind.BAN, until, Draft.because(found), rung));
  }

  private Decision populated(Finding.Guesser found, int rung) {
    long at = found.atMillis();
    if (detector.settings().vantage() != Vantage.HOOK) {
      String because =
          Draft.because(found) + "; people log in from there, so it is left to you to ban it";
      return Draft.guesser(found, Kind.ALERT, at, because, rung);
    }
    long until = at + settings.tellAgain().toMillis();
    String because = Draft.because(found) + "; only who is at home there gets in for now";
    strangersRefused.add(
        new Ban(found.source(), at, until, By.RULE, because, found.score(), rung), at);
    return Draft.guesser(found, Kind.ALERT, at, because, rung);
  }

  private boolean isPopulated(Finding.Guesser found) {
    boolean many = found.people() >= settings.populatedFrom();
    return switch (settings.populated()) {
      case ALERT -> many;
      case BAN -> many && detector.settings().vantage() == Vantage.HOOK;
    };
  }

  private @Nullable Decision network(Finding.GuessingNetwork found) {
    long at = found.atMillis();
    Ban before = bans.covering(found.network(), at);
    if (before != null) {
      detector.banned(found.network(), before.untilMillis());
      return null;
    }
    int rung = ladder.rung(found.network(), at);
    String guard = guard(found.network(), at);
    if (guard != null) {
      return silent(Draft.network(found, Kind.SPARED, at, "never banned: " + guard, rung));
    }
    long until = at + ladder.lengthMillis(found.network(), rung, settings.networkBan());
    String because =
        String.format(
            Locale.ROOT,
            "guessing from many addresses of a network where nobody logs in, score %.1f above %.1f",
            found.score(),
            found.threshold());
    return banned(Draft.network(found, Kind.BAN, until, because, rung));
  }

  private Decision banned(Decision decision) {
    keep(decision);
    return decision;
  }

  /** What is not banned is told once and then not again for a while. */
  private Decision silent(Decision decision) {
    detector.told(decision.scope(), decision.atMillis() + settings.tellAgain().toMillis());
    return decision;
  }

  private void keep(Decision decision) {
    bans.add(Ban.of(decision), decision.atMillis());
    if (decision.by() == By.RULE) {
      familiarBans.add(decision.scope(), decision.untilMillis(), decision.atMillis());
    }
    ladder.climbed(decision.scope(), decision.rung(), decision.untilMillis());
    detector.banned(decision.scope(), decision.untilMillis());
  }

  private @Nullable String guard(Prefix scope, long atMillis) {
    Guardrail guardrail = guardrails.protecting(scope);
    if (guardrail != null) {
      return guardrail.because() + " (" + guardrail.scope() + ")";
    }
    Allowed allowed = allowlist.overlapping(scope, atMillis);
    return allowed == null ? null : "allowed: " + allowed.because() + " (" + allowed.scope() + ")";
  }

  /** Whether a guardrail or the allowlist keeps every part of the block from being banned. */
  public boolean isProtected(Prefix scope, long atMillis) {
    return guard(scope, atMillis) != null;
  }

  /** An admin's ban; spared where a guardrail forbids it. */
  public List<Decision> ban(Prefix scope, Duration length, String because, long atMillis) {
    String guard = guard(scope, atMillis);
    if (guard != null) {
      return List.of(
          Draft.request(Kind.SPARED, scope, atMillis, atMillis, "never banned: " + guard));
    }
    long until = atMillis + length.toMillis();
    Decision decision = Draft.request(Kind.BAN, scope, atMillis, until, because);
    keep(decision);
    return List.of(decision);
  }

  /**
   * Lifts every ban that keeps out any address of the block, and forgets the evidence against the
   * block; one decision for each ban lifted.
   */
  public List<Decision> lift(Prefix scope, String because, long atMillis) {
    List<Decision> lifted = new ArrayList<>();
    for (Ban ban : bans.takeOverlapping(scope, atMillis)) {
      ladder.forget(ban.scope());
      detector.forgive(ban.scope());
      lifted.add(Draft.request(Kind.LIFT, ban.scope(), atMillis, atMillis, because));
    }
    familiarBans.lift(scope);
    detector.forgive(scope);
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
    if (!allowlist.add(new Allowed(scope, atMillis, untilMillis, because))) {
      throw new IllegalStateException(
          "the allowlist is full; disallow blocks, or allow wider ones, before adding " + scope);
    }
    return lift(scope, "allowed: " + because, atMillis);
  }

  /** Takes exactly this block from the allowlist; whether it was there. */
  public boolean disallow(Prefix scope) {
    return allowlist.remove(scope);
  }

  public List<Allowed> allowed(long atMillis) {
    return allowlist.inForce(atMillis);
  }

  /** Takes up earlier bans and lifts, oldest first, as if they had been decided here. */
  public void restore(Iterable<Decision> history) {
    for (Decision decision : history) {
      switch (decision.kind()) {
        case BAN -> keep(decision);
        case LIFT -> {
          bans.takeOverlapping(decision.scope(), decision.atMillis());
          familiarBans.lift(decision.scope());
          ladder.forget(decision.scope());
        }
        case SPARED, ALERT -> {}
      }
    }
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
    return familiarBans.isFull(atMillis) ? familiarBans.inWords(atMillis) : null;
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
