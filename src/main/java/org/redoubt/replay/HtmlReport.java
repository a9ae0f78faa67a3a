package org.redoubt.replay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A report as one page that needs nothing else: tables, and what happened over time. */
public final class HtmlReport {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>Redoubt: replay</title>
      <style>
      :root { color-scheme: light dark; --ink: #1d2327; --paper: #fff; --faint: #667; --line: #d5d9de;
        --through: #c2362b; --held: #8fa3b5; --hurt: #d98a00; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ec; --paper: #14181c; --faint: #9aa5af;
        --line: #323a42; --through: #ff6b5e; --held: #5d7183; --hurt: #ffb84d; } }
      body { margin: 0 auto; padding: 1rem; max-width: 62rem; background: var(--paper);
        color: var(--ink); font: 16px/1.45 system-ui, sans-serif; }
      h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: right;
        white-space: nowrap; }
      th:first-child, td:first-child { text-align: left; }
      thead th { color: var(--faint); font-weight: 500; }
      figure { margin: 1rem 0; } figcaption, .note { color: var(--faint); font-size: .9rem; }
      svg { width: 100%; min-width: 40rem; height: auto; display: block; }
      .through { fill: var(--through); } .held { fill: var(--held); } .hurt { fill: var(--hurt); }
      .axis { stroke: var(--line); } svg text { fill: var(--faint); font-size: 11px; }
      .key span::before { content: "■ "; } .key .t::before { color: var(--through); }
      .key .h::before { color: var(--held); } .key .u::before { color: var(--hurt); }
      .key span { margin-right: 1.2rem; white-space: nowrap; }
      dl { color: var(--faint); font-size: .9rem; } dt { float: left; margin-right: .5rem;
        color: var(--ink); }
      </style></head><body>
      """;
  private final Report report;
  private final StringBuilder out = new StringBuilder(HEAD);

  private HtmlReport(Report report) {
    this.report = report;
  }

  public static String of(Report report) {
    return new HtmlReport(report).page();
  }

  private String page() {
    out.append("<h1>What each policy would have done</h1>\n<p>");
    out.append(Tables.count(report.attempts())).append(" login attempts");
    report.policies().stream().findFirst().ifPresent(policy -> span(policy.timeline()));
    out.append(".</p>\n");
    report.notes().forEach(note -> out.append("<p class=\"note\">").append(escaped(note)));
    Tables.of(report).forEach(this::table);
    meanings();
    plots();
    return out.append("</body></html>\n").toString();
  }

  private void span(Timeline timeline) {
    if (!timeline.isEmpty()) {
      out.append(" from ").append(MINUTE.format(Instant.ofEpochMilli(timeline.startMillis())));
      out.append(" to ").append(MINUTE.format(Instant.ofEpochMilli(timeline.endMillis())));
      out.append(" UTC");
    }
  }

  private void table(Tables.Table table) {
    out.append("<h2>").append(escaped(table.title())).append("</h2>\n<div class=\"wide\"><table>");
    out.append("<thead>");
    row("th", table.columns());
    out.append("</thead><tbody>\n");
    table.rows().forEach(cells -> row("td", cells));
    out.append("</tbody></table></div>\n");
  }

  private void meanings() {
    out.append("<dl>");
    Tables.MEANINGS.forEach((column, meaning) -> {
      out.append("<dt>").append(escaped(column)).append("<dd>").append(escaped(meaning));
    });
    out.append("</dl>\n");
  }

  private void row(String tag, Iterable<String> cells) {
    out.append("<tr>");
    for (String cell : cells) {
      out.append('<').append(tag).append('>').append(escaped(cell));
      out.append("</").append(tag).append('>');
    }
    out.append("</tr>\n");
  }

  private void plots() {
    out.append("<h2>Over time</h2>\n<p class=\"key\"><span class=\"t\">guesses let through</span>");
    out.append("<span class=\"h\">guesses held back</span>");
    out.append("<span class=\"u\">honest attempts held back (downwards)</span>");
    out.append("</p>\n<p class=\"note\">Heights grow with the square root.</p>\n");
    long top = report.policies().stream().mapToLong(p -> p.timeline().mostOthers()).max().orElse(1);
    long end = report.policies().stream().mapToLong(p -> p.timeline().endMillis()).max().orElse(0);
    for (PolicyResult policy : report.policies()) {
      out.append("<figure><figcaption><b>").append(escaped(policy.policy())).append("</b> ");
      out.append(escaped(policy.description())).append("</figcaption>");
      alarms(policy);
      out.append("<div class=\"wide\">")
          .append(TimelinePlot.svg(policy.timeline(), Math.max(1, top), end))
          .append("</div></figure>\n");
    }
  }

  private void alarms(PolicyResult policy) {
    if (!policy.alarms().isEmpty()) {
      PolicyResult.Alarm first = policy.alarms().getFirst();
      out.append("<p class=\"note\">").append(Tables.count(policy.alarms().size()));
      out.append(" alarms, the first at ");
      out.append(MINUTE.format(Instant.ofEpochMilli(first.atMillis()))).append(": ");
      out.append(escaped(first.what())).append("</p>");
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
