package org.redoubt.report;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Decision;
import org.redoubt.detect.Campaign;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The report of a scan for programs: one document, times in ISO 8601 UTC. */
public final class ScanJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ScanJson() {}

  /**
   * The report.
   *
   * @param origin where an address belongs to; empty when that is unknown
   */
  public static ObjectNode of(LineCounts lines, Tally tally, Function<Address, String> origin) {
    ObjectNode top = NODES.objectNode();
    top.put("lines", lines.lines());
    top.put("understood", lines.understood());
    top.put("ignored", lines.ignored());
    top.put("malformed", lines.malformed());
    top.put("unknown", lines.unknown());
    top.put("joined", lines.joined());
    top.put("from", lines.hasTimes() ? time(lines.fromMillis()) : null);
    top.put("to", lines.hasTimes() ? time(lines.toMillis()) : null);
    ObjectNode outcomes = top.putObject("outcomes");
    Map<Outcome, Long> counts = tally.outcomes();
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome.word(), counts.getOrDefault(outcome, 0L));
    }
    top.put("without-source", tally.withoutSource());
    top.put("complete", !tally.isFull());
    ArrayNode sources = top.putArray("sources");
    tally.sources().forEach(s -> sources.add(source(s, origin)));
    ArrayNode accounts = top.putArray("accounts");
    tally.accounts().forEach(a -> accounts.add(account(a)));
    ArrayNode campaigns = top.putArray("campaigns");
    tally.campaigns().forEach(c -> campaigns.add(campaign(c)));
    ArrayNode breaches = top.putArray("breaches");
    tally.breaches().forEach(b -> breaches.add(breach(b)));
    ArrayNode decisions = top.putArray("decisions");
    tally.decisions().forEach(d -> decisions.add(decision(d)));
    return top;
  }

  private static ObjectNode source(SourceTally source, Function<Address, String> origin) {
    ObjectNode node = NODES.objectNode();
    node.put("source", source.source().toString());
    String known = origin.apply(source.source());
    if (!known.isEmpty()) {
      node.put("origin", known);
    }
    node.put("attempts", source.attempts());
    node.put("successes", source.successes());
    node.put("accounts", source.accounts());
    ArrayNode protocols = node.putArray("protocols");
    source.protocols().stream().map(Protocol::word).forEach(protocols::add);
    node.put("first", time(source.firstMillis()));
    node.put("last", time(source.lastMillis()));
    node.put("score", rounded(source.score()));
    Decision decision = source.decision();
    node.put("decision", decision == null ? "none" : word(decision.kind()));
    node.put("decided", decision == null ? null : time(decision.atMillis()));
    return node;
  }

  private static ObjectNode account(AccountTally account) {
    ObjectNode node = NODES.objectNode();
    node.put("account", account.account().name());
    node.put("attempts", account.attempts());
    node.put("sources", account.sources());
    node.put("successes", account.successes());
    return node;
  }

  private static ObjectNode campaign(Campaign campaign) {
    ObjectNode node = NODES.objectNode();
    ArrayNode sources = node.putArray("sources");
    campaign.sources().forEach(m -> sources.add(m.source().toString()));
    node.put("order", campaign.direction() == Campaign.Direction.RISING ? "a-z" : "z-a");
    node.put("reached", campaign.cursor());
    node.put("rotations", campaign.rotations());
    node.put("first", time(campaign.firstMillis()));
    node.put("last", time(campaign.lastMillis()));
    return node;
  }

  private static ObjectNode breach(Breach breach) {
    ObjectNode node = NODES.objectNode();
    node.put("account", breach.account().name());
    node.put("source", breach.source().toString());
    node.put("at", time(breach.atMillis()));
    node.put("because", breach.because());
    return node;
  }

  private static ObjectNode decision(Decision decision) {
    ObjectNode node = NODES.objectNode();
    node.put("at", time(decision.atMillis()));
    node.put("kind", word(decision.kind()));
    node.put("scope", decision.scope().toString());
    node.put("until", time(decision.untilMillis()));
    node.put("score", rounded(decision.score()));
    node.put("because", decision.because());
    return node;
  }

  private static String word(Decision.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static double rounded(double score) {
    return Math.round(score * 100) / 100.0;
  }

  private static @Nullable String time(long atMillis) {
    return Instant.ofEpochMilli(atMillis).toString();
  }
}
