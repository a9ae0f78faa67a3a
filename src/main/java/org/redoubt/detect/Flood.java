package org.redoubt.detect;

/**
 * Far more tries than a person makes: a source may make so many at once and one more in each
 * minute; each beyond that counts by itself. Less where people log in, by how many do.
 */
final class Flood {
  private static final double NATS = 3;
  private static final int BURST = 25;
  private static final int REFILL_SECONDS = 60;

  private final Sources sources;

  Flood(Sources sources) {
    this.sources = sources;
  }

  /** One more try at the source of the row, which may be {@link Table#NONE}. */
  void tried(Attempt attempt, int row, Pieces pieces) {
    if (row == Table.NONE) {
      return;
    }
    int now = Days.seconds(attempt.at);
    int most = (BURST + 1) * REFILL_SECONDS;
    int debt = Math.clamp((long) sources.flood(row) - now, 0, most);
    double share = attempt.familiar ? 1 / (1 + attempt.people) : 1;
    double cost = REFILL_SECONDS * share * attempt.event.attempts();
    if (debt + cost > BURST * REFILL_SECONDS) {
      pieces.add(Reason.FLOOD, NATS / (1 + Math.log1p(attempt.people)));
    }
    sources.flood(row, now + (int) Math.min(most, Math.ceil(debt + cost)));
  }
}
