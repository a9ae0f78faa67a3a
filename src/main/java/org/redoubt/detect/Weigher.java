package org.redoubt.detect;

import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;

/**
 * What a failed attempt says about its source, in nats: the log of how much likelier a guesser
 * causes it than an honest user. What counts is a new guess: one more name, or one more password;
 * the same wrong password again says nothing. A log does not tell the two apart, so there a repeat
 * weighs little, and a slow one (a phone with an old password) has a limit.
 */
final class Weigher {
  private static final double FIRST_NAME = 1.0;
  private static final double FURTHER_NAME = 2.0;
  private static final double FIRST_UNPROVEN = 1.5;
  private static final double FURTHER_UNPROVEN = 2.25;
  private static final double FIRST_UNKNOWN = 2.0;
  private static final double FURTHER_UNKNOWN = 2.5;
  private static final double TRAP = 4.0;
  private static final double UNPROVEN_TRAP = 3.0;
  private static final double OVERLONG = 2.0;
  private static final double FORMER = 0.3;
  private static final double NEAR = 0.2;
  private static final double NEW_PASSWORD = 0.8;
  private static final double NEW_PASSWORD_UNKNOWN = 1.0;
  private static final double REPEAT = 0.3;
  private static final double QUICK_REPEAT = 0.1;
  private static final int QUICK_SECONDS = 20;
  private static final int SLOW_SECONDS = 120;
  private static final double SLOW_MOST = 3.5;
  private static final double FAMILIAR_LOG = 0.05;
  private static final double FAMILIAR_HOOK = 0.25;
  private static final double FAMILIAR_MOST = 2.5;
  private static final double IN_SESSION = 0.3;
  private static final int IN_SESSION_MOST = 50;
  private static final double CAMPAIGN = 5;
  private static final int ROTATIONS_MOST = 3;
  private static final double CAMPAIGN_HIT = 3;
  private static final double HALF_TRIED = 0.5;
  private static final double REFUSED = 0.2;
  private static final int NAMES_ASKED_FOR_SLIPS = 8;

  private final DetectSettings settings;
  private final HashKey key;
  private final Sources sources;
  private final Homes homes;
  private final People people;
  private final Traps traps;
  private final NearMiss nearMiss;
  private final Campaigns campaigns;
  private final Flood flood;
  private boolean listComplete;

  Weigher(Memory memory) {
    this.settings = memory.settings();
    this.key = memory.key();
    this.sources = memory.sources();
    this.homes = memory.homes();
    this.people = memory.people();
    this.traps = memory.traps();
    this.nearMiss = memory.nearMiss();
    this.campaigns = memory.campaigns();
    this.flood = new Flood(sources);
  }

  /** All accounts are listed: a name that is not is unknown, whatever the log says. */
  void accountsAreListed() {
    listComplete = true;
  }

  /** Whether the name may be an account's, as far as is known. */
  boolean mayExist(long account) {
    return homes.exists(account) || !listComplete && !traps.knows(account);
  }

  /** Weighs a failure; the row is that of the source, or {@link Table#NONE} when it has none. */
  void failed(Attempt attempt, int row, Pieces pieces) {
    if (isOldPassword(attempt) || isRepeat(attempt, row)) {
      return;
    }
    int at = placeOf(attempt, row);
    if (attempt.familiar) {
      familiar(attempt, row, pieces);
    } else if (at >= 0) {
      again(attempt, row, at, pieces);
    } else {
      newName(attempt, row, pieces);
    }
    if (pieces.count() > 0) {
      flood.tried(attempt, row, pieces);
    }
  }

  /** Weighs an attempt that did not come to a password: given up, or refused. */
  void halfTried(Attempt attempt, int row, Pieces pieces) {
    if (attempt.familiar || row != Table.NONE && sources.nameAt(row, attempt.shortName()) >= 0) {
      return;
    }
    if (attempt.event.outcome() == Outcome.REFUSED) {
      pieces.add(Reason.REFUSED, REFUSED);
    } else {
      pieces.add(Reason.ABORTED, HALF_TRIED);
    }
    keep(attempt, row, TriedName.HALF_TRIED);
  }

  /** Where the name is kept that the source has guessed at, or -1. */
  private int placeOf(Attempt attempt, int row) {
    int at = row == Table.NONE ? -1 : sources.nameAt(row, attempt.shortName());
    if (at >= 0 && TriedName.sum(sources.name(row, at)) == TriedName.HALF_TRIED) {
      sources.name(row, at, 0);
      return -1;
    }
    return at;
  }

  /** The password before the present one: a client that nobody has told yet. */
  private boolean isOldPassword(Attempt attempt) {
    int password = attempt.event.fingerprint();
    return password != AuthEvent.NO_FINGERPRINT && homes.wasPassword(attempt.account, password);
  }

  private boolean isRepeat(Attempt attempt, int row) {
    int password = attempt.event.fingerprint();
    if (password == AuthEvent.NO_FINGERPRINT || row == Table.NONE) {
      return false;
    }
    return sources.triedBefore(row, (int) key.of(attempt.account, password) | 1);
  }

  private void familiar(Attempt attempt, int row, Pieces pieces) {
    if (row == Table.NONE) {
      return;
    }
    double each = settings.vantage() == Vantage.HOOK ? FAMILIAR_HOOK : FAMILIAR_LOG;
    double before = sources.familiarOdds(row);
    double added = Math.min(each * attempt.event.attempts(), FAMILIAR_MOST - before);
    if (added > 0) {
      sources.familiarOdds(row, before + added);
      pieces.add(Reason.FAMILIAR, added);
    }
  }

  private void again(Attempt attempt, int row, int at, Pieces pieces) {
    long kept = sources.name(row, at);
    double added = TriedName.sum(kept) >= TriedName.HALF_TRIED ? 0 : repeat(attempt, kept);
    pieces.add(Reason.FURTHER_PASSWORD, added);
    moreInSession(attempt, pieces);
    sources.name(row, at, TriedName.tried(kept, pieces.sum(), attempt.at));
  }

  private double repeat(Attempt attempt, long kept) {
    if (attempt.event.fingerprint() != AuthEvent.NO_FINGERPRINT) {
      return attempt.unknown() ? NEW_PASSWORD_UNKNOWN : NEW_PASSWORD;
    }
    int gap = Days.since(TriedName.seconds(kept), attempt.at);
    if (gap <= QUICK_SECONDS) {
      return QUICK_REPEAT;
    }
    return gap < SLOW_SECONDS ? REPEAT : Math.clamp(SLOW_MOST - TriedName.nats(kept), 0, REPEAT);
  }

  private void newName(Attempt attempt, int row, Pieces pieces) {
    int before = row == Table.NONE ? 0 : sources.names(row);
    boolean exists = homes.exists(attempt.account);
    if (exists && attempt.unknown() && homes.former(attempt.account, attempt.at)) {
      excuse(attempt, row, Reason.FORMER_ACCOUNT, FORMER, pieces);
      return;
    }
    if (!exists && isSlip(attempt, before)) {
      excuse(attempt, row, Reason.NEAR_MISS, NEAR, pieces);
      return;
    }
    nameWeight(attempt, exists, before == 0, pieces);
    moreInSession(attempt, pieces);
    if (row != Table.NONE) {
      keep(attempt, row, 0);
      sources.names(row, before + 1);
      if (attempt.isNamed()) {
        inOrder(attempt, row, exists, pieces);
      }
      int at = sources.nameAt(row, attempt.shortName());
      sources.name(row, at, TriedName.tried(sources.name(row, at), pieces.sum(), attempt.at));
    }
  }

  private boolean isSlip(Attempt attempt, int before) {
    return attempt.isNamed()
        && before < NAMES_ASKED_FOR_SLIPS
        && people.count(Place.NETWORK, attempt.source, attempt.at) > 0
        && nearMiss.isNear(attempt.name(), attempt.network, attempt.at);
  }

  private void excuse(Attempt attempt, int row, Reason reason, double nats, Pieces pieces) {
    pieces.add(reason, nats);
    keep(attempt, row, TriedName.EXCUSED);
  }

  private void keep(Attempt attempt, int row, int sum) {
    if (row != Table.NONE) {
      long kept = TriedName.of(attempt.shortName(), sum, attempt.at);
      sources.name(row, sources.placeForName(row, attempt.at), kept);
    }
  }

  private void nameWeight(Attempt attempt, boolean exists, boolean first, Pieces pieces) {
    boolean unknown = attempt.unknown() || listComplete && !exists;
    if (!attempt.isNamed()) {
      pieces.add(Reason.WITHOUT_NAME, FIRST_NAME);
    } else if (unknown && springs(attempt)) {
      pieces.add(Reason.TRAP_NAME, TRAP);
    } else if (unknown) {
      pieces.add(
          first ? Reason.UNKNOWN_ACCOUNT : Reason.FURTHER_UNKNOWN,
          first ? FIRST_UNKNOWN : FURTHER_UNKNOWN);
    } else if (exists) {
      pieces.add(
          first ? Reason.WRONG_PASSWORD : Reason.FURTHER_ACCOUNT,
          first ? FIRST_NAME : FURTHER_NAME);
    } else if (isTrap(attempt)) {
      pieces.add(Reason.TRAP_NAME, UNPROVEN_TRAP);
    } else {
      pieces.add(
          first ? Reason.UNPROVEN_ACCOUNT : Reason.FURTHER_UNPROVEN,
          first ? FIRST_UNPROVEN : FURTHER_UNPROVEN);
    }
    if (attempt.event.account() != null && attempt.event.account().isOverlong()) {
      pieces.add(Reason.OVERLONG_NAME, OVERLONG);
    }
  }

  private boolean springs(Attempt attempt) {
    boolean known = traps.sprung(attempt.account, attempt.network, attempt.at);
    return known || isTrap(attempt);
  }

  private boolean isTrap(Attempt attempt) {
    return attempt.event.account() != null
        && settings.trapNames().contains(attempt.event.account().localPart());
  }

  private void moreInSession(Attempt attempt, Pieces pieces) {
    int more = Math.min(attempt.event.attempts() - 1, IN_SESSION_MOST);
    if (pieces.count() > 0) {
      pieces.add(Reason.MORE_IN_SESSION, IN_SESSION * more);
    }
  }

  private void inOrder(Attempt attempt, int row, boolean exists, Pieces pieces) {
    long name = AlphabetTest.number(attempt.name());
    AlphabetTest.tried(sources, row, name, sources.names(row));
    if (attempt.people > 0) {
      return;
    }
    int campaign = campaigns.leadingTo(name, attempt.at);
    if (campaign == Campaigns.NONE) {
      return;
    }
    int rotations = Math.min(ROTATIONS_MOST, campaigns.rotations(campaign));
    pieces.add(Reason.CAMPAIGN, CAMPAIGN + rotations);
    pieces.add(Reason.CAMPAIGN_HIT, exists ? CAMPAIGN_HIT : 0);
    sources.campaign(row, campaign);
    campaigns.tried(campaign, name, attempt.at);
  }
}
