package org.redoubt.decide;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.detect.Evidence;
import org.redoubt.event.Account;
import org.redoubt.net.Prefix;

/**
 * Something decided and recorded, whether or not it is then enforced.
 *
 * @param atMillis when, in the time of the events that led to it
 * @param kind what was decided
 * @param scope whom it is about; {@link #EVERYBODY} for what concerns the whole site
 * @param untilMillis when a ban ends; the time of the decision for the other kinds
 * @param by who decided
 * @param because one line for people
 * @param score log-odds at the time; 0 for an admin's decision
 * @param rung how many bans of this scope came before
 * @param evidence what led to it, oldest first; bounded
 * @param subject what it is about, for programs
 * @param account the account of a breach; null where it is about no account
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
    List<Evidence> evidence,
    Subject subject,
    @Nullable Account account) {
  public static final Prefix EVERYBODY = Prefix.of("::/0");

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

  /** What a decision is about. */
  public enum Subject {
    /** A source that guesses; of an alert: one where so many log in that it is not banned. */
    GUESSING,
    /** A network, in which nobody logs in, that guesses. */
    GUESSING_NETWORK,
    /** A success that followed guessing by the same source. */
    BREACH,
    /** A success in an account that was under attack, from a place nobody knew. */
    STOLEN_PASSWORD,
    /** Many places that nobody knew fail at once. */
    SITE_ALARM,
    SITE_ALARM_OVER,
    /** Everybody fails: the server's own trouble. */
    OUTAGE,
    OUTAGE_OVER,
    /** What an admin or an import wants, whatever the reason. */
    REQUEST
  }

  public Decision {
    evidence = List.copyOf(evidence);
  }

  /** A decision that is about no account: guessing when a rule took it, a request otherwise. */
  public Decision(
      long atMillis,
      Kind kind,
      Prefix scope,
      long untilMillis,
      By by,
      String because,
      double score,
      int rung,
      List<Evidence> evidence) {
    this(
        atMillis,
        kind,
        scope,
        untilMillis,
        by,
        because,
        score,
        rung,
        evidence,
        by == By.RULE ? Subject.GUESSING : Subject.REQUEST,
        null);
  }
}
