package org.redoubt.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.detect.Campaign;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;

/**
 * Counts what happened, source by source and account by account. Bounded: of more sources or
 * accounts than it has room for only the numbers are kept, and {@link #isFull} says so.
 */
public final class Tally {
  private static final int MOST_SOURCES = 1_000_000;
  private static final int MOST_ACCOUNTS = 1_000_000;
  private static final int MOST_PAIRS = 8_000_000;
  private static final int MOST_DECISIONS = 200_000;

  private final SourceCounts sources = new SourceCounts(MOST_SOURCES);
  private final AccountCounts accounts = new AccountCounts(MOST_ACCOUNTS);
  private final PairSet pairs = new PairSet(MOST_PAIRS);
  private final long[] outcomes = new long[Outcome.values().length];
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Breach> breaches = new ArrayList<>();
  private List<Campaign> campaigns = List.of();
  private List<SourceTally> sourceTallies = List.of();
  private long withoutSource;
  private boolean full;

  public void count(AuthEvent event) {
    outcomes[event.outcome().ordinal()] += event.attempts();
    if (event.outcome().isFailedGuess()) {
      failed(event);
    } else if (event.outcome() == Outcome.SUCCESS) {
      succeeded(event);
    }
  }

  private void failed(AuthEvent event) {
    int source = event.source() == null ? SourceCounts.NONE : source(event.source());
    int account = event.account() == null ? AccountCounts.NONE : account(event.account());
    withoutSource += event.source() == null ? event.attempts() : 0;
    if (source != SourceCounts.NONE) {
      sources.failed(source, event);
    }
    if (account != AccountCounts.NONE) {
      accounts.failed(account, event.attempts());
    }
    if (source != SourceCounts.NONE
        && account != AccountCounts.NONE
        && pairs.add(source, account)) {
      sources.triedOneMoreAccount(source);
      accounts.triedByOneMoreSource(account);
    }
  }

  /** Only those who fail too are kept: the others are the users. */
  private void succeeded(AuthEvent event) {
    int source = event.source() == null ? SourceCounts.NONE : sources.find(event.source());
    if (source != SourceCounts.NONE) {
      sources.succeeded(source);
    }
    int account = event.account() == null ? AccountCounts.NONE : accounts.find(event.account());
    if (account != AccountCounts.NONE) {
      accounts.succeeded(account);
    }
  }

  private int source(Address address) {
    int number = sources.open(address);
    full |= number == SourceCounts.NONE;
    return number;
  }

  private int account(Account name) {
    int number = accounts.open(name);
    full |= number == AccountCounts.NONE;
    return number;
  }

  public void decided(Decision decision) {
    if (decisions.size() < MOST_DECISIONS) {
      decisions.add(decision);
    }
    switch (decision.subject()) {
      case BREACH, STOLEN_PASSWORD -> breach(decision);
      case GUESSING -> {
        int source = sources.find(decision.scope().base());
        if (source != SourceCounts.NONE) {
          sources.decided(source, decision);
        }
      }
      case GUESSING_NETWORK, SITE_ALARM, SITE_ALARM_OVER, OUTAGE, OUTAGE_OVER, REQUEST -> {}
    }
  }

  private void breach(Decision decision) {
    Account account = decision.account();
    if (account != null) {
      breaches.add(
          new Breach(account, decision.scope().base(), decision.atMillis(), decision.because()));
    }
  }

  /** Asks the judge, when all is read, for what is only known then. */
  public void finish(Judge judge) {
    campaigns = judge.detector().campaigns();
    List<Decision> networks =
        decisions.stream()
            .filter(d -> d.subject() == Decision.Subject.GUESSING_NETWORK)
            .filter(d -> d.kind() == Decision.Kind.BAN)
            .toList();
    double[] scores = new double[sources.size()];
    for (int i = 0; i < scores.length; i++) {
      Address source = sources.source(i);
      scores[i] = judge.score(source, sources.lastMillis(i));
      for (Decision network : networks) {
        if (network.scope().contains(source)) {
          sources.decided(i, network);
        }
      }
    }
    sourceTallies =
        sources
            .tallies(scores)
            .sorted(
                Comparator.comparingLong(SourceTally::attempts)
                    .reversed()
                    .thenComparing(SourceTally::source))
            .toList();
  }

  /** The sources with failed attempts, those with the most first; known when all is read. */
  public List<SourceTally> sources() {
    return sourceTallies;
  }

  /** The accounts with failed attempts, those with the most first. */
  public List<AccountTally> accounts() {
    return accounts
        .tallies()
        .sorted(
            Comparator.comparingLong(AccountTally::attempts)
                .reversed()
                .thenComparing(a -> a.account().name()))
        .toList();
  }

  /** Attempts by outcome; only those that there were. */
  public Map<Outcome, Long> outcomes() {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      if (outcomes[outcome.ordinal()] > 0) {
        counts.put(outcome, outcomes[outcome.ordinal()]);
      }
    }
    return counts;
  }

  public List<Decision> decisions() {
    return decisions;
  }

  public List<Breach> breaches() {
    return breaches;
  }

  public List<Campaign> campaigns() {
    return campaigns;
  }

  /** Failed attempts in lines that carry no address that can be read. */
  public long withoutSource() {
    return withoutSource;
  }

  public boolean isFull() {
    return full;
  }
}
