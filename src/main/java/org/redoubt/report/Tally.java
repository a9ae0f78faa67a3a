package org.redoubt.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

  private final List<SourceTally> sources = new ArrayList<>();
  private final Places sourcePlaces = new Places();
  private final List<AccountTally> accounts = new ArrayList<>();
  private final Places accountPlaces = new Places();
  private final PairSet pairs = new PairSet(MOST_PAIRS);
  private final long[] outcomes = new long[Outcome.values().length];
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Breach> breaches = new ArrayList<>();
  private List<Campaign> campaigns = List.of();
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
    SourceTally source = event.source() == null ? null : source(event.source());
    AccountTally account = event.account() == null ? null : account(event.account());
    withoutSource += event.source() == null ? event.attempts() : 0;
    if (source != null) {
      source.count(event);
    }
    if (account != null) {
      account.count(event.attempts());
    }
    if (source != null && account != null && pairs.add(source.id(), account.id())) {
      source.countAccount();
      account.countSource();
    }
  }

  /** Only those who fail too are kept: the others are the users. */
  private void succeeded(AuthEvent event) {
    SourceTally source = event.source() == null ? null : known(event.source());
    if (source != null) {
      source.countSuccess();
    }
    AccountTally account = event.account() == null ? null : known(event.account());
    if (account != null) {
      account.countSuccess();
    }
  }

  private @Nullable SourceTally known(Address address) {
    int number =
        sourcePlaces.find(address.hashCode(), n -> sources.get(n).source().equals(address));
    return number < 0 ? null : sources.get(number);
  }

  private @Nullable AccountTally known(Account name) {
    int number = accountPlaces.find(name.hashCode(), n -> accounts.get(n).account().equals(name));
    return number < 0 ? null : accounts.get(number);
  }

  private @Nullable SourceTally source(Address address) {
    SourceTally known = known(address);
    if (known == null && sources.size() < MOST_SOURCES) {
      known = new SourceTally(address, sourcePlaces.add(address.hashCode()));
      sources.add(known);
    }
    full |= known == null;
    return known;
  }

  private @Nullable AccountTally account(Account name) {
    AccountTally known = known(name);
    if (known == null && accounts.size() < MOST_ACCOUNTS) {
      known = new AccountTally(name, accountPlaces.add(name.hashCode()));
      accounts.add(known);
    }
    full |= known == null;
    return known;
  }

  public void decided(Decision decision) {
    if (decisions.size() < MOST_DECISIONS) {
      decisions.add(decision);
    }
    switch (decision.subject()) {
      case BREACH, STOLEN_PASSWORD -> breach(decision);
      case GUESSING -> {
        SourceTally source = known(decision.scope().base());
        if (source != null) {
          source.decided(decision);
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
    for (SourceTally source : sources) {
      source.score(judge.score(source.source(), source.lastMillis()));
      for (Decision network : networks) {
        if (network.scope().contains(source.source())) {
          source.decided(network);
        }
      }
    }
  }

  /** The sources with failed attempts, those with the most first. */
  public List<SourceTally> sources() {
    return sources.stream()
        .sorted(
            Comparator.comparingLong(SourceTally::attempts)
                .reversed()
                .thenComparing(SourceTally::source))
        .toList();
  }

  /** The accounts with failed attempts, those with the most first. */
  public List<AccountTally> accounts() {
    return accounts.stream()
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
