package org.redoubt.detect;

import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;

/** Takes failed attempts into account: weighs each, and looks whether that was one too many. */
final class Failures {
  private static final double NETWORK_V6 = 12;
  private static final double NETWORK_V4 = 16;
  private static final double REGION_V6 = 25;

  private final Memory memory;
  private final Sources sources;
  private final Networks networks;
  private final Weigher weigher;
  private final Scorer scorer;
  private final Recorder recorder;
  private final Probation probation = new Probation();
  private final Pieces pieces = new Pieces();

  Failures(Memory memory, Weigher weigher, Scorer scorer) {
    this.memory = memory;
    this.sources = memory.sources();
    this.networks = memory.networks();
    this.weigher = weigher;
    this.scorer = scorer;
    this.recorder = new Recorder(memory);
  }

  /** An attempt failed, or did not come to a password. */
  void tried(AuthEvent event, Address source, Watcher watcher) {
    long at = event.atMillis();
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row != Table.NONE && sources.held(row, at)) {
      triedWhileHeld(event, row);
      return;
    }
    if (networks.banned(source, at)) {
      return;
    }
    Attempt attempt = new Attempt(event, source, memory);
    if (!isOutage(attempt, watcher)) {
      weigh(attempt, opened(attempt, row), watcher);
    }
  }

  /** Held already: nothing to find out, but its campaign goes on. */
  private void triedWhileHeld(AuthEvent event, int row) {
    int campaign = sources.campaign(row);
    Account account = event.account();
    if (campaign != Campaigns.NONE && account != null) {
      long name = AlphabetTest.number(account.name());
      memory.campaigns().tried(campaign, name, event.atMillis());
    }
  }

  private boolean isOutage(Attempt attempt, Watcher watcher) {
    Outage outage = memory.outage();
    if (attempt.familiar && attempt.event.outcome().isFailedGuess()) {
      tell(outage.failed(attempt.account, attempt.network, attempt.at), attempt.at, watcher);
    } else if (outage.on()) {
      tell(outage.passed(attempt.at), attempt.at, watcher);
    }
    return outage.on();
  }

  static void tell(Outage.Change change, long at, Watcher watcher) {
    switch (change) {
      case NONE -> {}
      case BEGAN -> watcher.found(new Finding.OutageBegan(at));
      case OVER -> watcher.found(new Finding.OutageOver(at));
    }
  }

  /** The row of the source, brought to this time; made unless its network has its share. */
  private int opened(Attempt attempt, int row) {
    Address source = attempt.source;
    int opened = row;
    if (row == Table.NONE && networks.mayAddSource(source, attempt.at)) {
      opened = sources.insert(Place.SOURCE.hi(source), Place.SOURCE.lo(source), attempt.at);
    }
    if (opened != Table.NONE) {
      sources.advance(opened, attempt.people, attempt.at);
    }
    return opened;
  }

  private void weigh(Attempt attempt, int row, Watcher watcher) {
    pieces.clear();
    if (attempt.event.outcome().isFailedGuess()) {
      weigher.failed(attempt, row, pieces);
    } else {
      weigher.halfTried(attempt, row, pieces);
    }
    if (pieces.count() > 0) {
      take(attempt, row, watcher);
    }
  }

  /** A held-back attempt that never came again: weighed as a share of a failure. */
  void abandoned(AuthEvent event, Address source, double share, Watcher watcher) {
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (memory.outage().on() || row != Table.NONE && sources.held(row, event.atMillis())) {
      return;
    }
    Attempt attempt = new Attempt(event, source, memory);
    pieces.clear();
    int open = opened(attempt, row);
    weigher.failed(attempt, open, pieces);
    pieces.scale(share);
    if (pieces.count() > 0) {
      take(attempt, open, watcher);
    }
  }

  private void take(Attempt attempt, int row, Watcher watcher) {
    recorder.record(attempt, row, pieces, watcher);
    if (row != Table.NONE) {
      sources.latest(row, attempt.shortName(), pieces.sum());
    }
    if (!attempt.familiar) {
      recorder.addToBlocks(attempt, pieces.sum());
      strange(attempt, watcher);
    }
    judgeSource(attempt.source, row, attempt.people, attempt.at, watcher);
    judgeBlock(Place.NETWORK, attempt.source.isV4() ? NETWORK_V4 : NETWORK_V6, attempt, watcher);
    if (Networks.hasRegion(attempt.source)) {
      judgeBlock(Place.REGION, REGION_V6, attempt, watcher);
    }
  }

  /** A failure where the account is not at home, and not a slip either: the site counts those. */
  private void strange(Attempt attempt, Watcher watcher) {
    switch (pieces.reason(0)) {
      case FORMER_ACCOUNT, NEAR_MISS, ABORTED, REFUSED -> {}
      default -> {
        boolean exists = attempt.isNamed() && memory.homes().exists(attempt.account);
        if (!exists || attempt.tier(memory) == Tier.STRANGE) {
          tell(memory.site().failed(attempt.network, attempt.at), attempt.at, watcher);
          if (isStorm()) {
            probation.begin(attempt.source, attempt.at);
          }
        }
        if (exists) {
          memory.besieged().tried(attempt.account, attempt.network, attempt.at);
        }
      }
    }
  }

  /** Asked before the password, strangers are kept waiting in a storm and need no ban. */
  private boolean isStorm() {
    return memory.settings().vantage() != Vantage.HOOK && memory.site().isStorm();
  }

  /** Time came to this. */
  void passed(long at, Watcher watcher) {
    tell(memory.site().advance(at), at, watcher);
    for (Address source = probation.nextOver(at); source != null; source = probation.nextOver(at)) {
      probationOver(source, at, watcher);
    }
  }

  private void probationOver(Address source, long at, Watcher watcher) {
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row == Table.NONE
        || sources.held(row, at)
        || networks.banned(source, at)
        || !isStorm()
        || memory.people().count(Place.NETWORK, source, at) > 0) {
      return;
    }
    Explanation why = scorer.explain(source, row, at);
    watcher.found(
        new Finding.OneOfMany(at, why.source(), why.score(), memory.site().odds(), why.all(at)));
  }

  private void tell(SiteState.Change change, long at, Watcher watcher) {
    switch (change) {
      case NONE -> {}
      case RAISED -> {
        Scale scale = memory.site().loudest();
        watcher.found(
            new Finding.AlarmRaised(at, scale.widthMillis(), scale.recent(), scale.usual()));
      }
      case OVER -> watcher.found(new Finding.AlarmOver(at));
    }
  }

  /** Others say something new of a source: it may be one too many already. */
  void reconsider(Address source, long at, Watcher watcher) {
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    boolean held = row == Table.NONE || sources.held(row, at) || networks.banned(source, at);
    if (!held && !memory.outage().on()) {
      double people = memory.people().count(Place.SOURCE, source, at);
      sources.advance(row, people, at);
      judgeSource(source, row, people, at, watcher);
    }
  }

  private void judgeSource(Address source, int row, double people, long at, Watcher watcher) {
    if (!scorer.isGuesser(source, row, people, at)) {
      return;
    }
    Explanation why = scorer.explain(source, row, at);
    int network = networks.find(Place.NETWORK, source);
    if (network != Table.NONE) {
      networks.guesserIn(network);
    }
    memory.campaigns().foundOut(sources, row, why.source(), at);
    watcher.found(
        new Finding.Guesser(
            at,
            why.source(),
            why.score(),
            why.threshold(),
            why.people(),
            why.names(),
            why.all(at)));
  }

  private void judgeBlock(Place place, double limit, Attempt attempt, Watcher watcher) {
    int row = networks.find(place, attempt.source);
    if (row == Table.NONE || networks.held(row, attempt.at)) {
      return;
    }
    double score = networks.odds(row) + memory.site().odds();
    if (score > limit && memory.people().count(place, attempt.source, attempt.at) == 0) {
      watcher.found(
          new Finding.GuessingNetwork(attempt.at, place.of(attempt.source), score, limit));
    }
  }
}
