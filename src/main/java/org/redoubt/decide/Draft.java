package org.redoubt.decide;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.redoubt.decide.Decision.By;
import org.redoubt.decide.Decision.Kind;
import org.redoubt.decide.Decision.Subject;
import org.redoubt.detect.Finding;
import org.redoubt.net.Prefix;

/** Puts decisions into words and values; what is decided is the judge's. */
final class Draft {
  private Draft() {}

  static Decision guesser(Finding.Guesser found, Kind kind, long until, String because, int rung) {
    return new Decision(
        found.atMillis(),
        kind,
        found.source(),
        until,
        By.RULE,
        because,
        found.score(),
        rung,
        found.evidence(),
        Subject.GUESSING,
        null);
  }

  static String because(Finding.Guesser found) {
    String what =
        found.names() > 1
            ? "guessing: tried " + found.names() + " accounts"
            : "guessing: kept trying one account";
    return String.format(
        Locale.ROOT, "%s, score %.1f above %.1f", what, found.score(), found.threshold());
  }

  static Decision network(
      Finding.GuessingNetwork found, Kind kind, long until, String because, int rung) {
    return new Decision(
        found.atMillis(),
        kind,
        found.network(),
        until,
        By.RULE,
        because,
        found.score(),
        rung,
        List.of(),
        Subject.GUESSING_NETWORK,
        null);
  }

  static Decision oneOfMany(Finding.OneOfMany found, long until, int rung) {
    String because =
        String.format(
            Locale.ROOT,
            "one of many: failed while %.0f times as many strangers failed as usual,"
                + " and did not get in afterwards",
            Math.exp(found.alarm()));
    return new Decision(
        found.atMillis(),
        Kind.BAN,
        found.source(),
        until,
        By.RULE,
        because,
        found.score(),
        rung,
        found.evidence(),
        Subject.GUESSING,
        null);
  }

  static Decision breach(Finding.Breach found) {
    String because =
        String.format(
            Locale.ROOT,
            "%s logged in from %s, which had been guessing (score %.1f) and was never its place",
            found.account(),
            found.source(),
            found.score());
    return new Decision(
        found.atMillis(),
        Kind.ALERT,
        found.source().alone(),
        found.atMillis(),
        By.RULE,
        because,
        found.score(),
        0,
        found.evidence(),
        Subject.BREACH,
        found.account());
  }

  static Decision stolen(Finding.StolenPassword found) {
    return new Decision(
        found.atMillis(),
        Kind.ALERT,
        found.source().alone(),
        found.atMillis(),
        By.RULE,
        found.account()
            + " logged in from a place nobody knows while strangers were guessing: ask the owner",
        0,
        0,
        List.of(),
        Subject.STOLEN_PASSWORD,
        found.account());
  }

  static Decision alarm(Finding.AlarmRaised found) {
    String because =
        String.format(
            Locale.ROOT,
            "%.0f networks that nobody knows failed within %s, usual are %.1f",
            found.networks(),
            Duration.ofMillis(found.binMillis()).toString().substring(2).toLowerCase(Locale.ROOT),
            found.usual());
    return site(found.atMillis(), Subject.SITE_ALARM, because);
  }

  static Decision site(long atMillis, Subject subject, String because) {
    return new Decision(
        atMillis,
        Kind.ALERT,
        Decision.EVERYBODY,
        atMillis,
        By.RULE,
        because,
        0,
        0,
        List.of(),
        subject,
        null);
  }

  static Decision request(
      Kind kind, Prefix scope, long atMillis, long untilMillis, String because) {
    return new Decision(
        atMillis,
        kind,
        scope,
        untilMillis,
        By.ADMIN,
        because,
        0,
        0,
        List.of(),
        Subject.REQUEST,
        null);
  }
}
