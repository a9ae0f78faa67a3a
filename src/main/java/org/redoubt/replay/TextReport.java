package org.redoubt.replay;

import java.util.List;

/** A report for people, as tables. */
public final class TextReport {
  private final Report report;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Report report) {
    this.report = report;
  }

  public static String of(Report report) {
    return new TextReport(report).text();
  }

  private String text() {
    Tables.of(report).forEach(this::table);
    for (PolicyResult policy : report.policies()) {
      if (!policy.alarms().isEmpty()) {
        out.append(policy.policy()).append(" raised ").append(policy.alarms().size());
        out.append(" alarms, the first: ").append(policy.alarms().getFirst().what()).append("\n\n");
      }
    }
    report.notes().forEach(note -> out.append("note: ").append(note).append('\n'));
    return out.toString();
  }

  private void table(Tables.Table table) {
    out.append(table.title()).append('\n');
    line(table.columns(), table);
    table.rows().forEach(row -> line(row, table));
    out.append('\n');
  }

  private void line(List<String> row, Tables.Table table) {
    for (int i = 0; i < row.size(); i++) {
      int column = i;
      int widest = table.rows().stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
      int width = Math.max(widest, table.columns().get(i).length());
      String padding = " ".repeat(width - row.get(i).length());
      out.append("  ").append(i == 0 ? row.get(i) + padding : padding + row.get(i));
    }
    out.append('\n');
  }
}
