package org.redoubt.detect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.detect.Sources.Name;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * Works out from login attempts who is guessing.
 *
 * <p>Each source carries the log-odds that it guesses, a sequential test (Wald, 1945; as for port
 * scans in Jung, Paxson, Berger and Balakrishnan, 2004) with a floor at zero, so that nobody earns
 * credit to guess with. New guesses add, a first success takes off, time halves. The score is
 *
 * <pre>  evidence + alarm + network + order  &gt;  T + 2 ln(1 + people)</pre>
 *
 * <p>where <i>people</i> is the number of accounts that log in from there: what a wrong ban would
 * cost. Networks and regions sum what their sources do, and count only where nobody logs in.
 *
 * <p>Time comes with the events; they may be seconds out of order, and a jump backwards loses
 * nothing but the fading in between. No event makes it fail. Memory is bounded by the settings. Not
 * thread-safe.
 */
public final class Detector {
  private static final double PER_PEOPLE = 2;
  private static final double BREACH = 4;
  private static final double CREDIT = 1.5;
  private static final long WITHDRAWN_WITHIN_SECONDS = 2;
  private static final long BREACH_TOLD_SECONDS = 86_400;
  private static final double NEIGHBOURS = 1.5;
  private static final double NEIGHBOURS_MOST = 3;
  private static final double NETWORK_V6 = 12;
  private static final double NETWORK_V4 = 16;
  private static final double REGION_V6 = 25;

  private final DetectSettings settings;
  private final HashKey key;
  private final Sources sources;
  private final Networks networks;
  private final People people;
  private final Homes homes;
  private final NearMiss nearMiss;
  private final Campaigns campaigns = new Campaigns();
  private final Outage outage = new Outage();
  private final EvidenceLog log;
  private final Weigher weigher;
  private final Pieces pieces = new Pieces();

  public Detector(DetectSettings settings, HashKey key) {
    this.settings = settings;
    this.key = key;
    sources = new Sources(settings, key);
    networks = new Networks(settings, key);
    people = new People(settings.networks() * 2, key);
    homes = new Homes(settings, key);
    nearMiss = new NearMiss(key, homes);
    log = new EvidenceLog(settings.evidence());
    weigher =
        new Weigher(settings, key, sources, homes, people, new Traps(key), nearMiss, campaigns);
  }

  /** Takes an event into account and tells the watcher what came of it. */
  public void observe(AuthEvent event, Watcher watcher) {
    Address source = event.source();
    switch (event.outcome()) {
      case SUCCESS -> succeeded(event, watcher);
      case WRONG_PASSWORD, UNKNOWN_ACCOUNT, ABORTED, REFUSED -> {
        if (source != null) {
          tried(event, source, watcher);
        }
      }
      case TEMPORARY_FAILURE -> {
        if (source != null) {
          withdraw(event, source, watcher);
        }
      }
      case NO_ATTEMPT, LIMIT, PROTOCOL_ERROR -> {}
    }
  }

  /** Learns from a success where its account is at home, without judging it. */
  public void learn(AuthEvent success) {
    Address source = success.source();
    Account account = success.account();
    if (source != null && account != null) {
      learn(new Attempt(success, source, key, homes, people));
    }
  }

  /** Tells which accounts exist; every other name is unknown from now on. */
  public void accounts(Iterable<Account> all, long nowMillis) {
    all.forEach(account -> homes.list(key.of(account.name()), nowMillis));
    weigher.accountsAreListed();
  }

  private void tried(AuthEvent event, Address source, Watcher watcher) {
    long at = event.atMillis();
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row != Table.NONE && sources.held(row, at)) {
      triedWhileHeld(event, row);
      return;
    }
    if (networks.banned(source, at)) {
      return;
    }
    Attempt attempt = new Attempt(event, source, key, homes, people);
    if (isOutage(attempt, watcher)) {
      return;
    }
    row = row == Table.NONE ? open(attempt) : row;
    if (row != Table.NONE) {
      sources.advance(row, attempt.people, at);
    }
    pieces.clear();
    if (event.outcome().isFailedGuess()) {
      weigher.failed(attempt, row, pieces);
    } else {
      weigher.halfTried(attempt, row, pieces);
    }
    if (pieces.count() > 0) {
      take(attempt, row, watcher);
    }
  }

  /** Held already: nothing to find out, but its campaign goes on. */
  private void triedWhileHeld(AuthEvent event, int row) {
    int campaign = sources.campaign(row);
    Account account = event.account();
    if (campaign != Campaigns.NONE && account != null) {
      campaigns.tried(campaign, AlphabetTest.number(account.name()), event.atMillis());
    }
  }

  private boolean isOutage(Attempt attempt, Watcher watcher) {
    if (attempt.familiar && attempt.event.outcome().isFailedGuess()) {
      tell(outage.failed(attempt.account, attempt.network, attempt.at), attempt.at, watcher);
    } else if (outage.on()) {
      tell(outage.passed(attempt.at), attempt.at, watcher);
    }
    return outage.on();
  }

  private static void tell(Outage.Change change, long at, Watcher watcher) {
    switch (change) {
      case NONE -> {}
      case BEGAN -> watcher.found(new Finding.OutageBegan(at));
      case OVER -> watcher.found(new Finding.OutageOver(at));
    }
  }

  private int open(Attempt attempt) {
    Address source = attempt.source;
    if (!networks.mayAddSource(source, attempt.at)) {
      return Table.NONE;
    }
    return sources.insert(Place.SOURCE.hi(source), Place.SOURCE.lo(source), attempt.at);
  }

  private void take(Attempt attempt, int row, Watcher watcher) {
    double sum = pieces.sum();
    if (row != Table.NONE) {
      sources.odds(row, sources.odds(row) + sum);
      sources.latest(row, attempt.shortName(), sum);
      keepPieces(attempt, row);
    }
    if (watcher.wantsEvidence()) {
      tellPieces(attempt, watcher);
    }
    if (!attempt.familiar) {
      addToBlocks(attempt, sum);
    }
    judgeSource(attempt, row, watcher);
    judgeBlocks(attempt, watcher);
  }

  private void keepPieces(Attempt attempt, int row) {
    int last = sources.evidence(row);
    for (int i = 0; i < pieces.count(); i++) {
      last = log.add(last, attempt.at, pieces.reason(i), pieces.nats(i), attempt.name());
    }
    sources.evidence(row, last);
  }

  private void tellPieces(Attempt attempt, Watcher watcher) {
    for (int i = 0; i < pieces.count(); i++) {
      String words = pieces.reason(i).words();
      watcher.evidence(
          attempt.event, new Evidence(attempt.at, words, pieces.nats(i), attempt.name()));
    }
  }

  private void addToBlocks(Attempt attempt, double sum) {
    addToBlock(Place.NETWORK, attempt, sum);
    if (Networks.hasRegion(attempt.source)) {
      addToBlock(Place.REGION, attempt, sum);
    }
  }

  private void addToBlock(Place place, Attempt attempt, double sum) {
    int row = networks.open(place, attempt.source, attempt.at);
    if (row != Table.NONE) {
      networks.add(row, sum * Networks.share(place, attempt.source));
    }
  }

  private void judgeSource(Attempt attempt, int row, Watcher watcher) {
    if (row == Table.NONE || sources.odds(row) + NEIGHBOURS_MOST + 4 <= settings.threshold()) {
      return;
    }
    Explanation why = explain(attempt.source, row, attempt.at);
    if (why.score() <= why.threshold()) {
      return;
    }
    Prefix prefix = why.source();
    int network = networks.find(Place.NETWORK, attempt.source);
    if (network != Table.NONE) {
      networks.guesserIn(network);
    }
    campaigns.foundOut(sources, row, prefix, attempt.at);
    watcher.found(
        new Finding.Guesser(
            attempt.at,
            prefix,
            why.score(),
            why.threshold(),
            why.people(),
            why.names(),
            why.all(attempt.at)));
  }

  private void judgeBlocks(Attempt attempt, Watcher watcher) {
    double limit = attempt.source.isV4() ? NETWORK_V4 : NETWORK_V6;
    judgeBlock(Place.NETWORK, limit, attempt, watcher);
    if (Networks.hasRegion(attempt.source)) {
      judgeBlock(Place.REGION, REGION_V6, attempt, watcher);
    }
  }

  private void judgeBlock(Place place, double limit, Attempt attempt, Watcher watcher) {
    int row = networks.find(place, attempt.source);
    if (row == Table.NONE
        || networks.odds(row) <= limit
        || networks.held(row, attempt.at)
        || people.count(place, attempt.source, attempt.at) > 0) {
      return;
    }
    watcher.found(
        new Finding.GuessingNetwork(
            attempt.at, place.of(attempt.source), networks.odds(row), limit));
  }

  private void succeeded(AuthEvent event, Watcher watcher) {
    Address source = event.source();
    Account account = event.account();
    if (source == null || account == null) {
      return;
    }
    Attempt attempt = new Attempt(event, source, key, homes, people);
    tell(outage.succeeded(attempt.account), attempt.at, watcher);
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row != Table.NONE) {
      sources.advance(row, attempt.people, attempt.at);
      if (!attempt.familiar && isBreach(attempt, row)) {
        breached(attempt, account, row, watcher);
        return;
      }
    }
    boolean fresh = learn(attempt);
    if (row != Table.NONE) {
      credit(attempt, row, fresh, watcher);
    }
  }

  private boolean isBreach(Attempt attempt, int row) {
    return sources.odds(row) > BREACH + PER_PEOPLE * Math.log1p(attempt.people);
  }

  private void breached(Attempt attempt, Account account, int row, Watcher watcher) {
    int at = sources.nameAt(row, attempt.shortName());
    if (at >= 0
        && Name.sum(sources.name(row, at)) == Name.BREACHED
        && Days.since(Name.seconds(sources.name(row, at)), attempt.at) < BREACH_TOLD_SECONDS) {
      return;
    }
    at = at >= 0 ? at : sources.placeForName(row, attempt.at);
    sources.name(row, at, Name.of(attempt.shortName(), Name.BREACHED, attempt.at));
    Explanation why = explain(attempt.source, row, attempt.at);
    watcher.found(
        new Finding.Breach(attempt.at, attempt.source, account, why.score(), why.all(attempt.at)));
  }

  private boolean learn(Attempt attempt) {
    long region = key.of(Place.REGION.hi(attempt.source), Place.REGION.lo(attempt.source));
    boolean fresh = homes.learn(attempt.account, attempt.network, region, attempt.at);
    people.add(attempt.source, attempt.account, attempt.at);
    if (fresh) {
      nearMiss.succeeded(attempt.name());
    }
    return fresh;
  }

  /** Who gets in has only mistyped his own password before, and is somebody. */
  private void credit(Attempt attempt, int row, boolean fresh, Watcher watcher) {
    pieces.clear();
    int at = sources.nameAt(row, attempt.shortName());
    if (at >= 0) {
      long kept = sources.name(row, at);
      pieces.add(Reason.OWN_SUCCESS, -Math.min(Name.nats(kept), sources.odds(row)));
      if (Name.sum(kept) < Name.BREACHED) {
        sources.names(row, sources.names(row) - 1);
      }
      sources.name(row, at, 0);
    }
    double left = sources.odds(row) + pieces.sum();
    if (fresh) {
      pieces.add(Reason.FIRST_SUCCESS, -Math.min(CREDIT, left));
    }
    settle(attempt, row, watcher);
  }

  /** The server says that the failure before was its own. */
  private void withdraw(AuthEvent event, Address source, Watcher watcher) {
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row == Table.NONE || sources.latestOdds(row) <= 0) {
      return;
    }
    Attempt attempt = new Attempt(event, source, key, homes, people);
    long sinceMillis = attempt.at - sources.time(row);
    if (sources.latestName(row) != attempt.shortName()
        || Math.abs(sinceMillis) > WITHDRAWN_WITHIN_SECONDS * 1000) {
      return;
    }
    double taken = Math.min(sources.latestOdds(row), sources.odds(row));
    pieces.clear();
    pieces.add(Reason.WITHDRAWN, -taken);
    forgetName(attempt, row, taken);
    settle(attempt, row, watcher);
    sources.latest(row, 0, 0);
    if (!attempt.familiar) {
      addToBlocks(attempt, -taken);
    }
  }

  private void forgetName(Attempt attempt, int row, double taken) {
    int at = sources.nameAt(row, attempt.shortName());
    if (at >= 0 && Name.nats(sources.name(row, at)) <= taken + 0.02) {
      sources.name(row, at, 0);
      sources.names(row, sources.names(row) - 1);
    }
  }

  private void settle(Attempt attempt, int row, Watcher watcher) {
    sources.odds(row, sources.odds(row) + pieces.sum());
    keepPieces(attempt, row);
    if (watcher.wantsEvidence()) {
      tellPieces(attempt, watcher);
    }
  }

  /**
   * The block is banned until then: what still comes from it is not weighed.
   *
   * @param block a source's, network's or region's block, as a finding gave it; others are ignored
   */
  public void banned(Prefix block, long untilMillis) {
    hold(block, untilMillis, Networks.BANNED);
  }

  /** What was found of the block has been told, and shall not be found again before then. */
  public void told(Prefix block, long untilMillis) {
    hold(block, untilMillis, Networks.TOLD);
  }

  private void hold(Prefix block, long untilMillis, int how) {
    Address address = block.base();
    for (Place place : Place.ALL) {
      int row = place.of(address).equals(block) ? rowOf(place, address) : Table.NONE;
      if (row != Table.NONE && place == Place.SOURCE) {
        sources.hold(row, untilMillis);
      } else if (row != Table.NONE) {
        networks.hold(row, untilMillis, how);
      }
    }
  }

  private int rowOf(Place place, Address address) {
    return place == Place.SOURCE
        ? sources.find(place.hi(address), place.lo(address))
        : networks.find(place, address);
  }

  /** Forgets all evidence against the sources and networks in the block. */
  public void forgive(Prefix block) {
    forgive(sources.table(), block);
    forgive(networks.table(), block);
  }

  private static void forgive(Table table, Prefix block) {
    List<long[]> keys = new ArrayList<>();
    table.forEach(row -> {
      long hi = table.keyHi(row);
      long lo = table.keyLo(row);
      if (Place.prefix(hi, lo).overlaps(block)) {
        keys.add(new long[] {hi, lo});
      }
    });
    for (long[] rowKey : keys) {
      table.remove(table.find(rowKey[0], rowKey[1]));
    }
  }

  /** Why the source has the score it has, or null when nothing is known of it. */
  public @Nullable Explanation explain(Address source, long atMillis) {
    int row = sources.find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row == Table.NONE) {
      return null;
    }
    sources.advance(row, people.count(Place.SOURCE, source, atMillis), atMillis);
    return explain(source, row, atMillis);
  }

  private Explanation explain(Address source, int row, long atMillis) {
    double users = people.count(Place.SOURCE, source, atMillis);
    return new Explanation(
        Place.SOURCE.of(source),
        settings.threshold() + PER_PEOPLE * Math.log1p(users),
        sources.odds(row),
        0,
        neighbours(source, atMillis),
        AlphabetTest.odds(sources, row),
        users,
        sources.names(row),
        log.upTo(sources.evidence(row)));
  }

  private double neighbours(Address source, long atMillis) {
    int row = networks.find(Place.NETWORK, source);
    if (row == Table.NONE || people.count(Place.NETWORK, source, atMillis) > 0) {
      return 0;
    }
    return Math.min(NEIGHBOURS_MOST, NEIGHBOURS * Math.log1p(networks.bans(row)));
  }

  /** The log-odds that the source guesses; 0 when nothing is known of it. */
  public double score(Address source, long atMillis) {
    Explanation why = explain(source, atMillis);
    return why == null ? 0 : why.score();
  }

  /** Sources that look like one attacker, as far as is known. */
  public List<Campaign> campaigns() {
    return campaigns.all();
  }

  /** Whether everybody fails at present: the server's own trouble. */
  public boolean isOutage() {
    return outage.on();
  }

  /** Bytes held by the tables. */
  public long bytes() {
    return sources.table().bytes()
        + networks.table().bytes()
        + people.table().bytes()
        + homes.pairs().bytes()
        + homes.accounts().bytes();
  }
}
