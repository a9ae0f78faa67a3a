package org.redoubt.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.redoubt.simulate.Attempt;

/** The figures of a report as words in rows: the guessers first, then the honest. */
final class Tables {
  private static final List<String> GUESSERS =
      List.of(
          "policy",
          "attempts",
          "let through",
          "effective guesses",
          "accounts lost",
          "sources",
          "banned",
          "first ban");
  private static final List<String> HONEST =
      List.of(
          "policy",
          "right passwords",
          "refused",
          "of 100,000",
          "pairs",
          "locked out",
          "sources banned");

  /** What the less plain columns mean. */
  static final Map<String, String> MEANINGS = new LinkedHashMap<>();

  static {
    MEANINGS.put("let through", "attempts whose password the mail server looked at");
    MEANINGS.put("effective guesses", "of these, another password at an account that exists");
    MEANINGS.put(
        "accounts lost",
        "how many passwords that many guesses find on average, as people choose them");
    MEANINGS.put("first ban", "how long after the first of these attempts");
    MEANINGS.put("refused", "right passwords turned away at least once");
    MEANINGS.put("locked out", "pairs of account and network refused for 15 minutes or more");
  }

  private Tables() {}

  /** One table; the first column holds the policies. */
  record Table(String title, List<String> columns, List<List<String>> rows) {}

  static List<Table> of(Report report) {
    List<Table> tables = new ArrayList<>();
    labels(report, label -> !label.honest())
        .forEach(label -> tables.add(new Table(title(label), GUESSERS, rows(report, label))));
    labels(report, LabelResult::honest)
        .forEach(label -> tables.add(new Table(title(label), HONEST, rows(report, label))));
    return tables;
  }

  private static String title(String label) {
    return switch (label) {
      case Presumption.GUESSING -> "guessers, as presumed";
      case Presumption.HONEST -> "honest people, as presumed";
      case Attempt.HONEST -> "honest people";
      default -> label;
    };
  }

  private static Set<String> labels(Report report, Predicate<LabelResult> which) {
    Set<String> labels = new LinkedHashSet<>();
    for (PolicyResult policy : report.policies()) {
      policy.labels().stream().filter(which).map(LabelResult::label).forEach(labels::add);
    }
    return labels;
  }

  private static List<List<String>> rows(Report report, String label) {
    List<List<String>> rows = new ArrayList<>();
    for (PolicyResult policy : report.policies()) {
      for (LabelResult result : policy.labels()) {
        if (result.label().equals(label)) {
          rows.add(
              result.honest() ? honest(policy.policy(), result) : guesser(policy.policy(), result));
        }
      }
    }
    return rows;
  }

  private static List<String> guesser(String policy, LabelResult result) {
    return List.of(
        policy,
        count(result.attempts()),
        count(result.letThrough()),
        count(result.effectiveGuesses()),
        String.format(Locale.ROOT, "%.2f", result.expectedAccountsLost()),
        count(result.sources()),
        count(result.sourcesBanned()),
        after(result.firstBanSeconds()));
  }

  private static List<String> honest(String policy, LabelResult result) {
    return List.of(
        policy,
        count(result.rightPassword()),
        count(result.rightPasswordRefused()),
        String.format(Locale.ROOT, "%,.1f", result.refusedPer100k()),
        count(result.pairs()),
        count(result.pairsLockedOut()),
        count(result.sourcesBanned()));
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String after(double seconds) {
    if (seconds == LabelResult.NEVER) {
      return "-";
    }
    Duration wait = Duration.ofSeconds(Math.round(seconds));
    if (wait.toMinutes() == 0) {
      return wait.toSeconds() + " s";
    }
    return wait.toHours() == 0 ? wait.toMinutes() + " min" : wait.toHours() + " h";
  }
}
