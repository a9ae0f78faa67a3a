package org.redoubt.detect;

import org.redoubt.net.Address;

/**
 * Adds up the score of a source.
 *
 * <pre>  evidence + alarm + network + order + hearsay  &gt;  T + 2 ln(1 + people)</pre>
 *
 * <p>The alarm is the prior odds that a stranger's failure is malicious at present, so it counts
 * only where nobody logs in; so does what neighbours did, and what others say of the source.
 */
final class Scorer {
  private static final double PER_PEOPLE = 2;
  private static final double NEIGHBOURS = 1.5;
  private static final double NEIGHBOURS_MOST = 3;

  private final Memory memory;
  private final Hearsay hearsay;
  private final Sources sources;

  Scorer(Memory memory, Hearsay hearsay) {
    this.memory = memory;
    this.hearsay = hearsay;
    this.sources = memory.sources();
  }

  /** How much more is asked for where people log in. */
  static double forPeople(double people) {
    return people == 0 ? 0 : PER_PEOPLE * Math.log1p(people);
  }

  /** Whether the source of the row is a guesser. */
  boolean isGuesser(Address source, int row, double people, long nowMillis) {
    if (row == Table.NONE) {
      return false;
    }
    double threshold = memory.settings().threshold() + forPeople(people);
    double own = sources.odds(row) + alarm(people) + AlphabetTest.odds(sources, row);
    return own + NEIGHBOURS_MOST + Hearsay.MOST > threshold
        && own + neighbours(source, nowMillis) + said(source, row, people).nats() > threshold;
  }

  Explanation explain(Address source, int row, long nowMillis) {
    double people = memory.people().count(Place.SOURCE, source, nowMillis);
    return new Explanation(
        Place.SOURCE.of(source),
        memory.settings().threshold() + forPeople(people),
        sources.odds(row),
        alarm(people),
        neighbours(source, nowMillis),
        AlphabetTest.odds(sources, row),
        said(source, row, people),
        people,
        sources.names(row),
        memory.log().upTo(sources.evidence(row)));
  }

  private double alarm(double people) {
    return people > 0 ? 0 : memory.site().odds();
  }

  private Hearsay.Saying said(Address source, int row, double people) {
    return people > 0 ? Hearsay.Saying.NOTHING : hearsay.of(source).beside(sources.odds(row));
  }

  private double neighbours(Address source, long nowMillis) {
    Networks networks = memory.networks();
    int row = networks.find(Place.NETWORK, source);
    if (row == Table.NONE || memory.people().count(Place.NETWORK, source, nowMillis) > 0) {
      return 0;
    }
    return Math.min(NEIGHBOURS_MOST, NEIGHBOURS * Math.log1p(networks.guessers(row)));
  }
}
