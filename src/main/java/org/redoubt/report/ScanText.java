package org.redoubt.report;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.redoubt.decide.Decision;
import org.redoubt.detect.Campaign;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.parse.Notation;

/** The report of a scan for people, on one screen. */
public final class ScanText {
  private static final int SHOWN_SOURCES = 8;
  private static final int SHOWN_ACCOUNTS = 8;
  private static final int SHOWN_BREACHES = 5;
  private static final int SHOWN_CAMPAIGNS = 3;
  private static final int NAME_WIDTH = 40;

  private final LineCounts lines;
  private final Tally tally;
  private final Spans spans;
  private final UnaryOperator<String> loud;
  private final Function<Address, String> origin;
  private final List<String> out = new ArrayList<>();

  /**
   * A report that is ready to print.
   *
   * @param origin where an address belongs to; empty when that is unknown
   * @param loud makes a text stand out, where that is possible
   */
  public ScanText(
      LineCounts lines,
      Tally tally,
      ZoneId zone,
      Function<Address, String> origin,
      UnaryOperator<String> loud) {
    this.origin = origin;
    this.lines = lines;
    this.tally = tally;
    this.spans = new Spans(zone);
    this.loud = loud;
  }

  public void print(PrintWriter writer) {
    head();
    sources();
    campaigns();
    accounts();
    breaches();
    next();
    out.forEach(writer::println);
  }

  private void head() {
    if (lines.hasTimes()) {
      out.add(
          spans.fromTo(lines.fromMillis(), lines.toMillis())
              + " ("
              + Spans.length(lines.toMillis() - lines.fromMillis())
              + ")");
    }
    out.add(
        String.format(
            Locale.ROOT,
            "%,d lines: %,d about logins, %,d about other things, %,d malformed%s",
            lines.lines(),
            lines.understood(),
            lines.ignored(),
            lines.malformed(),
            lines.unknown() > 0
                ? String.format(
                    Locale.ROOT,
                    "; %,d of mail servers in words that are not known",
                    lines.unknown())
                : ""));
    if (lines.understood() > 0) {
      out.add("logins: " + outcomes());
    }
  }

  private String outcomes() {
    return tally.outcomes().entrySet().stream()
        .sorted(Map.Entry.<Outcome, Long>comparingByValue().reversed())
        .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(), e.getKey().word()))
        .collect(Collectors.joining(", "));
  }

  private void sources() {
    List<SourceTally> all = tally.sources();
    List<SourceTally> banned = all.stream().filter(ScanText::isBanned).toList();
    out.add("");
    if (all.isEmpty() && tally.withoutSource() == 0) {
      out.add("No login failed.");
      return;
    }
    out.add(
        String.format(
            Locale.ROOT,
            "Sources with failed logins: %,d; `redoubt run` would have banned %,d of them",
            all.size(),
            banned.size()));
    if (tally.withoutSource() > 0) {
      out.add(
          String.format(
              Locale.ROOT,
              "  %,d failed logins stand in lines without a readable address (masked, or never logged)",
              tally.withoutSource()));
    }
    if (!all.isEmpty()) {
      out.add(
          String.format(
              "  %-39s %8s %8s  %-16s %-12s %s",
              "source", "tries", "accounts", "speed", "with", "decided"));
    }
    if (tally.isFull()) {
      out.add("  more came than there is room for: of the rest only the numbers above are counted");
    }
    all.stream().limit(SHOWN_SOURCES).map(this::source).forEach(out::add);
    if (all.size() > SHOWN_SOURCES) {
      out.add(
          String.format(
              Locale.ROOT, "  … and %,d more (--json has all)", all.size() - SHOWN_SOURCES));
    }
  }

  private static boolean isBanned(SourceTally source) {
    Decision decision = source.decision();
    return decision != null && decision.kind() == Decision.Kind.BAN;
  }

  private String source(SourceTally source) {
    return String.format(
        Locale.ROOT,
        "  %-39s %,8d %,8d  %-16s %-12s %s",
        source.source(),
        source.attempts(),
        source.accounts(),
        Spans.rate(source.attempts(), source.lastMillis() - source.firstMillis()),
        source.protocols().stream().map(Protocol::word).collect(Collectors.joining(",")),
        decided(source) + origin(source));
  }

  private String origin(SourceTally source) {
    String known = origin.apply(source.source());
    return known.isEmpty() ? "" : "  [" + Notation.escaped(known) + "]";
  }

  private String decided(SourceTally source) {
    Decision decision = source.decision();
    if (decision == null) {
      return "nothing";
    }
    return switch (decision.kind()) {
      case BAN ->
          "ban at "
              + spans.at(decision.atMillis())
              + " for "
              + Spans.length(decision.untilMillis() - decision.atMillis());
      case ALERT -> "alert: people log in from there too";
      case SPARED -> decision.because();
      case LIFT -> "lifted";
    };
  }

  private void campaigns() {
    List<Campaign> several =
        tally.campaigns().stream().filter(c -> !c.sources().isEmpty()).toList();
    several.stream().limit(SHOWN_CAMPAIGNS).map(this::campaign).forEach(out::add);
    if (several.size() > SHOWN_CAMPAIGNS) {
      out.add(
          String.format(
              Locale.ROOT, "  … and %,d more lists of names", several.size() - SHOWN_CAMPAIGNS));
    }
  }

  private String campaign(Campaign campaign) {
    String who =
        campaign.sources().stream()
            .limit(4)
            .map(m -> m.source().toString())
            .collect(Collectors.joining(", "));
    int more = campaign.sources().size() - 4;
    return String.format(
        Locale.ROOT,
        "  %s by %s%s: names in alphabetical order%s, come to \"%s\"",
        campaign.sources().size() > 1 ? "one attacker" : "a word list",
        who,
        more > 0 ? " and " + more + " more" : "",
        campaign.direction() == Campaign.Direction.FALLING ? " backwards" : "",
        Notation.escaped(campaign.cursor()));
  }

  private void accounts() {
    List<AccountTally> all = tally.accounts();
    if (all.isEmpty()) {
      return;
    }
    out.add("");
    out.add(
        String.format(Locale.ROOT, "Accounts tried: %,d; most often ", all.size())
            + all.stream()
                .limit(SHOWN_ACCOUNTS)
                .map(a ->
                    String.format(Locale.ROOT, "%s (%,d)", name(a.account().name()), a.attempts()))
                .collect(Collectors.joining(", ")));
  }

  private static String name(String name) {
    String visible = Notation.escaped(name);
    return visible.length() <= NAME_WIDTH ? visible : visible.substring(0, NAME_WIDTH) + "…";
  }

  private void breaches() {
    List<Breach> breaches = tally.breaches();
    out.add("");
    if (breaches.isEmpty()) {
      out.add("Did anyone get in? No login followed guessing.");
      return;
    }
    out.add(loud.apply("Did anyone get in? " + breaches.size() + " logins followed guessing:"));
    breaches.stream()
        .limit(SHOWN_BREACHES)
        .map(b ->
            String.format(
                "  %s from %s at %s", name(b.account().name()), b.source(), spans.at(b.atMillis())))
        .forEach(out::add);
    if (breaches.size() > SHOWN_BREACHES) {
      out.add("  … and " + (breaches.size() - SHOWN_BREACHES) + " more (--json has all)");
    }
  }

  private void next() {
    out.add("");
    if (!tally.breaches().isEmpty()) {
      out.add("Next: change the passwords of these accounts, look at their mail and filters, then");
      out.add("      `redoubt run` keeps the guessers out from now on.");
    } else if (tally.sources().stream().anyMatch(ScanText::isBanned)) {
      out.add(
          "Next: `redoubt run` bans such sources as they come; `redoubt run --watch` only says so.");
    } else if (lines.understood() == 0) {
      out.add(
          "Next: is it the log of a mail server? `redoubt parse FILE` shows what is understood of");
      out.add(
          "      each line; if the server's lines are unknown, CONTRIBUTING says how to add them.");
    } else {
      out.add("Next: nothing to do about this log.");
    }
  }
}
