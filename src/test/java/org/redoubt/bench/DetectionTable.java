package org.redoubt.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.redoubt.simulate.Attack;

/**
 * The table of what {@link DetectionBench} measured, in Markdown: {@code DetectionTable FILE.tsv}.
 */
public final class DetectionTable {
  private static final int HEAD = 3;
  private static final List<Attack> OWN =
      List.of(Attack.RESIDENTIAL, Attack.HOSTING, Attack.PATIENT, Attack.MASKED);
  private final Map<String, Measured> measured = new LinkedHashMap<>();
  private final Set<String> seeds = new LinkedHashSet<>();
  private final Set<String> policies = new LinkedHashSet<>();

  /** The figures of one seed, policy and attack. */
  private record Measured(double[] values) {
    double guesses() {
      return values[3];
    }

    double lost() {
      return values[4];
    }

    double attempts() {
      return values[2];
    }

    double refusedPer100k() {
      return values[6] == 0 ? 0 : values[7] * 1e5 / values[6];
    }

    double lockedOut() {
      return values[9];
    }

    double honestBanned() {
      return values[10];
    }

    double affectedRefusedPercent() {
      return values[11] == 0 ? 0 : values[12] * 100 / values[11];
    }

    double affectedLockedOut() {
      return values[13];
    }
  }

  private DetectionTable(List<String> lines) {
    for (String line : lines) {
      String[] cells = line.split("\t", -1);
      double[] values = Arrays.stream(cells).skip(HEAD).mapToDouble(Double::parseDouble).toArray();
      seeds.add(cells[0]);
      policies.add(cells[1]);
      measured.put(key(cells[0], cells[1], cells[2]), new Measured(values));
    }
  }

  public static void main(String[] args) throws IOException {
    System.out.print(new DetectionTable(Files.readAllLines(Path.of(args[0]))).text());
  }

  private static String key(String seed, String policy, String what) {
    return seed + " " + policy + " " + what;
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    out.append("Seeds: ").append(String.join(", ", seeds)).append(". Mean (worst).\n\n");
    out.append("### Effective guesses\n\n");
    table(out, guessRows());
    out.append("\n### What it costs the honest\n\n");
    table(out, honestRows());
    return out.toString();
  }

  private interface Row {
    double of(String seed, String policy);
  }

  private Map<String, Row> guessRows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Attack attack : Attack.values()) {
      rows.put(attack.label(), row(attack.label(), Measured::guesses));
    }
    rows.put("accounts lost, A1 to A9b", this::lost);
    rows.put("lost, own four", (seed, policy) -> lost(seed, policy, OWN));
    return rows;
  }

  private Map<String, Row> honestRows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    String quiet = DetectionBench.QUIET;
    String innocents = DetectionBench.INNOCENTS;
    rows.put("quiet: refused of 100,000", row(quiet, Measured::refusedPer100k));
    rows.put("quiet: pairs locked out", row(quiet, Measured::lockedOut));
    rows.put("quiet: sources banned", row(quiet, Measured::honestBanned));
    rows.put("mishaps: refused", row(innocents, Measured::refusedPer100k));
    rows.put("mishaps: locked out", row(innocents, Measured::lockedOut));
    rows.put("attacked: refused, median", (seed, policy) -> refused(seed, policy, .5));
    rows.put("attacked: refused, most", (seed, policy) -> refused(seed, policy, 1));
    rows.put("A9: owners refused %", row("A9", Measured::affectedRefusedPercent));
    rows.put("A9b: mates refused %", row("A9b", Measured::affectedRefusedPercent));
    rows.put("A9b: mates locked out", row("A9b", Measured::affectedLockedOut));
    rows.put("A3: attempts", row("A3", Measured::attempts));
    return rows;
  }

  private Row row(String what, ToDoubleFunction<Measured> value) {
    return (seed, policy) -> {
      Measured found = measured.get(key(seed, policy, what));
      return found == null ? Double.NaN : value.applyAsDouble(found);
    };
  }

  private double lost(String seed, String policy) {
    List<Attack> classic = new ArrayList<>(List.of(Attack.values()));
    classic.removeAll(OWN);
    return lost(seed, policy, classic);
  }

  private double lost(String seed, String policy, List<Attack> attacks) {
    return attacks.stream().mapToDouble(a -> row(a.label(), Measured::lost).of(seed, policy)).sum();
  }

  private double refused(String seed, String policy, double quantile) {
    double[] all =
        Arrays.stream(Attack.values())
            .mapToDouble(a -> row(a.label(), Measured::refusedPer100k).of(seed, policy))
            .sorted()
            .toArray();
    return all[(int) Math.round(quantile * (all.length - 1))];
  }

  private void table(StringBuilder out, Map<String, Row> rows) {
    out.append("| | ").append(String.join(" | ", policies)).append(" |\n");
    out.append("|---|").append("---|".repeat(policies.size())).append('\n');
    rows.forEach((name, row) -> {
      out.append("| ").append(name);
      policies.forEach(policy -> out.append(" | ").append(cell(row, policy)));
      out.append(" |\n");
    });
  }

  private String cell(Row column, String policy) {
    double[] values =
        seeds.stream()
            .mapToDouble(seed -> column.of(seed, policy))
            .filter(value -> !Double.isNaN(value))
            .toArray();
    if (values.length == 0) {
      return "";
    }
    double mean = Arrays.stream(values).average().orElse(0);
    double worst = Arrays.stream(values).max().orElse(0);
    return mean == worst ? number(mean) : number(mean) + " (" + number(worst) + ")";
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.1f" : "%.0f", value);
  }
}
