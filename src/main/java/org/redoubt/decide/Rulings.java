package org.redoubt.decide;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.DecideSettings.Populated;
import org.redoubt.decide.Decision.By;
import org.redoubt.decide.Decision.Kind;
import org.redoubt.decide.Decision.Subject;
import org.redoubt.decide.Guardrails.Guardrail;
import org.redoubt.detect.Detector;
import org.redoubt.detect.Finding;
import org.redoubt.detect.HashKey;
import org.redoubt.detect.Vantage;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/** What is done about a finding: bans and alerts, within the guardrails and the allowlist. */
final class Rulings {
  /** A network of bots takes most of a day for a round; its bans must outlast that. */
  private static final int LONG_BAN_RUNGS = 2;

  /** Tells the hashes of the tables from what else is hashed with the key. */
  private static final long BANS = 0x62616e73L;

  private final Detector detector;
  private final DecideSettings settings;
  private final Ladder ladder;
  private final Bans bans;
  private final FamiliarBans familiarBans;

  /** Where people log in and one guesses: only asked before the password can they be told apart. */
  private final Bans strangersRefused;

  private final Allowlist allowlist = new Allowlist();
  private Guardrails guardrails = Guardrails.none();

  Rulings(Detector detector, DecideSettings settings, HashKey key) {
    this.detector = detector;
    this.settings = settings;
    ladder = new Ladder(settings, key);
    bans = new Bans(settings.bans(), key.of(BANS, 0));
    familiarBans = new FamiliarBans(detector, settings.familiarShare());
    strangersRefused = new Bans(settings.bans(), key.of(BANS, 1));
  }

  void guardrails(Guardrails snapshot) {
    guardrails = snapshot;
  }

  Bans bans() {
    return bans;
  }

  Allowlist allowlist() {
    return allowlist;
  }

  /** What is done about a finding; null when nothing new is. */
  @Nullable Decision on(Finding finding) {
    return switch (finding) {
      case Finding.Guesser g -> guesser(g);
      case Finding.GuessingNetwork n -> network(n);
      case Finding.OneOfMany o -> oneOfMany(o);
      case Finding.Breach b -> Draft.breach(b);
      case Finding.StolenPassword s -> Draft.stolen(s);
      case Finding.AlarmRaised a -> Draft.alarm(a);
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

  private @Nullable Decision oneOfMany(Finding.OneOfMany found) {
    Prefix scope = found.source();
    long at = found.atMillis();
    if (bans.covering(scope, at) != null || guard(scope, at) != null) {
      return null;
    }
    int rung = ladder.rung(scope, at) + LONG_BAN_RUNGS;
    long until = at + ladder.lengthMillis(scope, rung, settings.firstBan());
    return banned(Draft.oneOfMany(found, until, rung));
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

  /** Asked before the password, a ban in the firewall would keep out one person too many. */
  private boolean isPopulated(Finding.Guesser found) {
    if (detector.settings().vantage() == Vantage.HOOK) {
      return found.people() > 0;
    }
    return settings.populated() == Populated.ALERT && found.people() >= settings.populatedFrom();
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
    keep(Ban.of(decision));
    return decision;
  }

  /** What is not banned is told once and then not again for a while. */
  private Decision silent(Decision decision) {
    detector.told(decision.scope(), decision.atMillis() + settings.tellAgain().toMillis());
    return decision;
  }

  /** Puts a ban in force. */
  void keep(Ban ban) {
    bans.add(ban, ban.sinceMillis());
    if (ban.by() == By.RULE) {
      familiarBans.add(ban.scope(), ban.untilMillis(), ban.sinceMillis());
    }
    ladder.climbed(ban.scope(), ban.rung(), ban.untilMillis());
    detector.banned(ban.scope(), ban.untilMillis());
  }

  /** Why the block is never banned, or null. */
  @Nullable String guard(Prefix scope, long atMillis) {
    Guardrail guardrail = guardrails.protecting(scope);
    if (guardrail != null) {
      return guardrail.because() + " (" + guardrail.scope() + ")";
    }
    Allowed allowed = allowlist.overlapping(scope, atMillis);
    return allowed == null ? null : "allowed: " + allowed.because() + " (" + allowed.scope() + ")";
  }

  /** Takes away every ban that shares an address with the block, as if it had never been. */
  List<Ban> takeBack(Prefix scope, long atMillis) {
    List<Ban> taken = bans.takeOverlapping(scope, atMillis);
    taken.forEach(ban -> ladder.forget(ban.scope()));
    ladder.forget(scope);
    strangersRefused.takeOverlapping(scope, atMillis);
    familiarBans.lift(scope);
    return taken;
  }

  /** Takes away the same bans, and remembers that they have been. */
  List<Ban> endNow(Prefix scope, long atMillis) {
    strangersRefused.takeOverlapping(scope, atMillis);
    familiarBans.lift(scope);
    return bans.takeOverlapping(scope, atMillis);
  }

  /** What asks for an admin because the rule has gone as far as it may; null when nothing does. */
  @Nullable String question(long atMillis) {
    return familiarBans.isFull(atMillis) ? familiarBans.inWords(atMillis) : null;
  }

  /** Whether strangers at the address are turned away, though people log in from there. */
  boolean refusesStrangers(Address source, long atMillis) {
    return strangersRefused.covering(source, atMillis) != null;
  }
}
