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
    table(out, guessColumns());
    out.append("\n### What it costs the honest\n\n");
    table(out, honestColumns());
    return out.toString();
  }

  private interface Column {
    double of(String seed, String policy);
  }

  private Map<String, Column> guessColumns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Attack attack : Attack.values()) {
      columns.put(attack.label(), column(attack.label(), Measured::guesses));
    }
    columns.put("accounts lost, A1 to A9b", this::lost);
    columns.put("lost, own four", (seed, policy) -> lost(seed, policy, OWN));
    return columns;
  }

  private Map<String, Column> honestColumns() {
    Map<String, Column> columns = new LinkedHashMap<>();
    String quiet = DetectionBench.QUIET;
    String innocents = DetectionBench.INNOCENTS;
    columns.put("quiet: refused of 100,000", column(quiet, Measured::refusedPer100k));
    columns.put("quiet: pairs locked out", column(quiet, Measured::lockedOut));
    columns.put("quiet: sources banned", column(quiet, Measured::honestBanned));
    columns.put("mishaps: refused", column(innocents, Measured::refusedPer100k));
    columns.put("mishaps: locked out", column(innocents, Measured::lockedOut));
    columns.put("attacked: refused, median", (seed, policy) -> refused(seed, policy, .5));
    columns.put("attacked: refused, most", (seed, policy) -> refused(seed, policy, 1));
    columns.put("A9: owners refused %", column("A9", Measured::affectedRefusedPercent));
    columns.put("A9b: mates refused %", column("A9b", Measured::affectedRefusedPercent));
    columns.put("A9b: mates locked out", column("A9b", Measured::affectedLockedOut));
    columns.put("A3: attempts", column("A3", Measured::attempts));
    return columns;
  }

  private Column column(String what, ToDoubleFunction<Measured> value) {
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
    return attacks.stream()
        .mapToDouble(a -> column(a.label(), Measured::lost).of(seed, policy))
        .sum();
  }

  private double refused(String seed, String policy, double quantile) {
    double[] all =
        Arrays.stream(Attack.values())
            .mapToDouble(a -> column(a.label(), Measured::refusedPer100k).of(seed, policy))
            .sorted()
            .toArray();
    return all[(int) Math.round(quantile * (all.length - 1))];
  }

  private void table(StringBuilder out, Map<String, Column> columns) {
    out.append("| policy | ").append(String.join(" | ", columns.keySet())).append(" |\n");
    out.append("|---|").append("---|".repeat(columns.size())).append('\n');
    for (String policy : policies) {
      out.append("| ").append(policy);
      columns.values().forEach(column -> out.append(" | ").append(cell(column, policy)));
      out.append(" |\n");
    }
  }

  private String cell(Column column, String policy) {
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
