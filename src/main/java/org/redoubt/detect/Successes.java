package org.redoubt.detect;

import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;

/**
 * Takes successes into account: who gets in is somebody, and where he does he is at home, unless
 * the source had been guessing before. Then the success is a breach and makes nobody familiar.
 */
final class Successes {
  private static final double BREACH = 4;
  private static final double CREDIT = 1.5;
  private static final double SURE_BREACH = 6;
  private static final int FAILED_PER_SUCCESS = 3;
  private static final int PEOPLE_OF_AN_OFFICE = 5;
  private static final double GUESSERS_SEEN = 0.5;
  private static final double FAILED_ELSEWHERE = 0.5;
  private static final long BREACH_TOLD_SECONDS = 86_400;

  private final Memory memory;
  private final Sources sources;
  private final Scorer scorer;
  private final Recorder recorder;
  private final Pieces pieces = new Pieces();

  Successes(Memory memory, Scorer scorer) {
    this.memory = memory;
    this.sources = memory.sources();
    this.scorer = scorer;
    this.recorder = new Recorder(memory);
  }

  void succeeded(AuthEvent event, Address source, Account account, Watcher watcher) {
    Attempt attempt = new Attempt(event, source, memory);
    Failures.tell(memory.outage().succeeded(attempt.account), attempt.at, watcher);
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row != Table.NONE) {
      sources.advance(row, attempt.people, attempt.at);
    }
    if (isBreach(attempt, row)) {
      breached(attempt, account, row, watcher);
    } else if (isStolen(attempt, row)) {
      stolen(attempt, account, row, watcher);
    } else {
      boolean fresh = learn(attempt);
      if (row != Table.NONE) {
        credit(attempt, row, fresh, watcher);
      }
    }
  }

  /**
   * Whether the source had been guessing before. What it tried at other accounts counts, and a
   * flood; slips at the account itself do not. Where as many got in as failed, it is an office on
   * its first day and no guesser; who got in there first was told as a breach once and is not
   * again.
   */
  private boolean isBreach(Attempt attempt, int row) {
    if (row == Table.NONE || attempt.familiar) {
      return false;
    }
    if (is(TriedName.BREACHED, attempt, row)) {
      return !isOffice(attempt, row);
    }
    double odds = sources.otherOdds(row, attempt.shortName());
    int others = otherNames(attempt, row);
    double gotIn = gotIn(attempt, row);
    return odds > BREACH + Scorer.forPeople(attempt.people)
        && (others == 0
            || others >= FAILED_PER_SUCCESS * (1 + gotIn)
            || gotIn == 0 && odds > SURE_BREACH);
  }

  private boolean is(int state, Attempt attempt, int row) {
    int at = sources.nameAt(row, attempt.shortName());
    return at >= 0 && TriedName.sum(sources.name(row, at)) == state;
  }

  private boolean isOffice(Attempt attempt, int row) {
    return attempt.people >= sources.names(row) + PEOPLE_OF_AN_OFFICE;
  }

  /** How many names it tried in vain besides this one. */
  private int otherNames(Attempt attempt, int row) {
    int at = sources.nameAt(row, attempt.shortName());
    boolean own = at >= 0 && TriedName.nats(sources.name(row, at)) > 0;
    return sources.names(row) - (own ? 1 : 0);
  }

  private double gotIn(Attempt attempt, int row) {
    return attempt.people + sources.breached(row);
  }

  private void breached(Attempt attempt, Account account, int row, Watcher watcher) {
    int at = sources.nameAt(row, attempt.shortName());
    long kept = at >= 0 ? sources.name(row, at) : 0;
    if (TriedName.sum(kept) == TriedName.BREACHED
        && Days.since(TriedName.seconds(kept), attempt.at) < BREACH_TOLD_SECONDS) {
      return;
    }
    mark(TriedName.BREACHED, attempt, row);
    Explanation why = scorer.explain(attempt.source, row, attempt.at);
    watcher.found(
        new Finding.Breach(attempt.at, attempt.source, account, why.score(), why.all(attempt.at)));
  }

  private void mark(int state, Attempt attempt, int row) {
    int at = sources.nameAt(row, attempt.shortName());
    int place = at >= 0 ? at : sources.placeForName(row, attempt.at);
    sources.name(row, place, TriedName.of(attempt.shortName(), state, attempt.at));
  }

  /**
   * A stranger got in at once, while guessers were found in his network, or besiege the account, or
   * strangers all over fail and he did so himself at others.
   */
  private boolean isStolen(Attempt attempt, int row) {
    if (attempt.tier(memory) != Tier.STRANGE) {
      return false;
    }
    return memory.besieged().isSiege(attempt.account, attempt.at)
        || memory.site().alarmed() && networkGuessed(attempt)
        || row != Table.NONE && failedElsewhere(attempt, row);
  }

  /** In an alarm or banned since, where more names failed than got in. */
  private boolean failedElsewhere(Attempt attempt, int row) {
    if (is(TriedName.STOLEN, attempt, row)) {
      return !isOffice(attempt, row);
    }
    SiteState site = memory.site();
    return (site.alarmed() && site.isAcquainted() || sources.held(row, attempt.at))
        && sources.otherOdds(row, attempt.shortName()) >= FAILED_ELSEWHERE
        && otherNames(attempt, row) > gotIn(attempt, row);
  }

  private boolean networkGuessed(Attempt attempt) {
    int row = memory.networks().find(Place.NETWORK, attempt.source);
    return row != Table.NONE
        && memory.networks().guessers(row) >= GUESSERS_SEEN
        && memory.people().count(Place.NETWORK, attempt.source, attempt.at) == 0;
  }

  private void stolen(Attempt attempt, Account account, int row, Watcher watcher) {
    if (row != Table.NONE && otherNames(attempt, row) > 0) {
      mark(TriedName.STOLEN, attempt, row);
    }
    if (memory.besieged().tell(attempt.account, attempt.at)) {
      watcher.found(new Finding.StolenPassword(attempt.at, attempt.source, account));
    }
  }

  /** Learns where the account is at home; whether that is new. */
  boolean learn(Attempt attempt) {
    Tier before =
        memory.homes().learn(attempt.account, attempt.network, attempt.region(memory), attempt.at);
    memory.homes().password(attempt.account, attempt.event.fingerprint());
    memory.people().add(attempt.source, attempt.account, attempt.at);
    if (before == Tier.STRANGE) {
      memory.site().arrived(attempt.network);
    }
    if (before != Tier.HOME) {
      memory.nearMiss().succeeded(attempt.name());
    }
    return before != Tier.HOME;
  }

  /** Learns from a success of the past, when others may be known already; whether it is new. */
  boolean recall(Attempt attempt) {
    Tier before =
        memory.homes().learn(attempt.account, attempt.network, attempt.region(memory), attempt.at);
    memory.people().recall(attempt.source, attempt.account, attempt.at);
    if (before != Tier.HOME) {
      memory.nearMiss().succeeded(attempt.name());
    }
    return before != Tier.HOME;
  }

  /** Who gets in has only mistyped his own password before, and is somebody. */
  private void credit(Attempt attempt, int row, boolean fresh, Watcher watcher) {
    pieces.clear();
    int at = sources.nameAt(row, attempt.shortName());
    if (at >= 0) {
      long kept = sources.name(row, at);
      pieces.add(Reason.OWN_SUCCESS, -Math.min(TriedName.nats(kept), sources.odds(row)));
      if (TriedName.sum(kept) < TriedName.STOLEN) {
        sources.names(row, sources.names(row) - 1);
      }
      sources.name(row, at, 0);
    }
    if (fresh) {
      double left = sources.odds(row) + pieces.sum();
      pieces.add(Reason.FIRST_SUCCESS, -Math.min(CREDIT, left));
    }
    recorder.record(attempt, row, pieces, watcher);
  }
}
