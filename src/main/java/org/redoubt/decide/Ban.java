package org.redoubt.decide;

import org.redoubt.net.Prefix;

/**
 * A ban in force.
 *
 * @param scope whom it keeps out
 * @param sinceMillis when it was decided
 * @param untilMillis when it ends
 * @param by who decided
 * @param because one line for people
 * @param score log-odds at the time; 0 for an admin's
 * @param rung how many bans of this scope came before
 */
public record Ban(
    Prefix scope,
    long sinceMillis,
    long untilMillis,
    Decision.By by,
    String because,
    double score,
    int rung) {

  /** The ban that was decided. */
  public static Ban of(Decision decision) {
    return new Ban(
        decision.scope(),
        decision.atMillis(),
        decision.untilMillis(),
        decision.by(),
        decision.because(),
        decision.score(),
        decision.rung());
  }

  public boolean inForce(long atMillis) {
    return untilMillis > atMillis;
  }
}
