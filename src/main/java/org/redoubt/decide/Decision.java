package org.redoubt.decide;

import java.util.List;
import org.redoubt.detect.Evidence;
import org.redoubt.net.Prefix;

/**
 * Something decided and recorded, whether or not it is then enforced.
 *
 * @param atMillis when, in the time of the events that led to it
 * @param kind what was decided
 * @param scope whom it is about
 * @param untilMillis when a ban ends; the time of the decision for the other kinds
 * @param by who decided
 * @param because one line for people
 * @param score log-odds at the time; 0 for an admin's decision
 * @param rung how many bans of this scope came before
 * @param evidence what led to it, oldest first; bounded
 */
public record Decision(
    long atMillis,
    Kind kind,
    Prefix scope,
    long untilMillis,
    By by,
    String because,
    double score,
    int rung,
    List<Evidence> evidence) {

  /** What was decided. */
  public enum Kind {
    BAN,
    LIFT,
    /** A ban that a guardrail held back: told, not enforced. */
    SPARED,
    /** Worth an admin's attention; nothing to enforce. */
    ALERT
  }

  /** Who decided. */
  public enum By {
    RULE,
    ADMIN,
    IMPORT
  }

  public Decision {
    evidence = List.copyOf(evidence);
  }
}
