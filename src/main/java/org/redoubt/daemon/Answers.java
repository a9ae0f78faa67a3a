package org.redoubt.daemon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.redoubt.audit.AuditException;
import org.redoubt.decide.Allowed;
import org.redoubt.decide.Ban;
import org.redoubt.decide.Decision;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Answers the command line's questions and does an admin's wishes. */
final class Answers implements Control {
  private static final int MOST_REASON_CHARS = 300;

  private final Core core;
  private final Allowances allowances;
  private final BiConsumer<Address, JsonGenerator> origin;
  private final Map<String, Control> others;
  private final InstantSource clock;

  /**
   * @param origin adds where an address belongs to
   * @param others who answers what is not answered here, by the command
   */
  Answers(
      Core core,
      Allowances allowances,
      BiConsumer<Address, JsonGenerator> origin,
      Map<String, Control> others,
      InstantSource clock) {
    this.core = core;
    this.allowances = allowances;
    this.origin = origin;
    this.others = Map.copyOf(others);
    this.clock = clock;
  }

  @Override
  public void answer(JsonNode request, JsonGenerator out) throws Refusal {
    String command = request.path("command").asString("");
    Control other = others.get(command);
    if (other != null) {
      other.answer(request, out);
      return;
    }
    switch (command) {
      case "bans" -> bans(out);
      case "ban" -> ban(request, out);
      case "lift" -> lift(request, out);
      case "allow" -> allow(request, out);
      case "disallow" -> disallow(scope(request), out);
      case "allowlist" -> allowlist(out);
      default -> throw new Refusal("this daemon does not know the command \"" + command + "\"");
    }
  }

  static Prefix scope(JsonNode request) throws Refusal {
    String text = request.path("scope").asString("");
    Prefix scope = Prefix.parse(text);
    if (scope == null) {
      throw new Refusal("\"" + text + "\" is not an address or prefix");
    }
    return scope;
  }

  private static String because(JsonNode request) {
    String text = Printable.of(request.path("because").asString("").strip());
    String bounded = text.substring(0, Math.min(text.length(), MOST_REASON_CHARS));
    return bounded.isEmpty() ? "by hand" : bounded;
  }

  private void bans(JsonGenerator out) {
    List<Ban> bans =
        core.ask(judge -> judge.bansInForce(clock.millis())).stream()
            .sorted(Comparator.comparingLong(Ban::sinceMillis).reversed())
            .toList();
    out.writeArrayPropertyStart("bans");
    for (Ban ban : bans) {
      out.writeStartObject();
      Json.ban(out, ban);
      origin.accept(ban.scope().base(), out);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Bans, and says whether a guardrail held it back. */
  private void ban(JsonNode request, JsonGenerator out) throws Refusal {
    Prefix scope = scope(request);
    long millis = request.path("for-millis").asLong(0);
    if (millis <= 0) {
      throw new Refusal("a ban must last for some time");
    }
    if (scope.length() == 0) {
      throw new Refusal(scope + " is everybody; ban smaller blocks");
    }
    List<Decision> decisions = core.ban(scope, Duration.ofMillis(millis), because(request));
    boolean done = decisions.stream().anyMatch(d -> d.kind() == Decision.Kind.BAN);
    out.writeBooleanProperty("done", done);
    told(out, inWords(decisions), decisions);
  }

  private void lift(JsonNode request, JsonGenerator out) throws Refusal {
    boolean everything = request.path("scope").asString("").equals("all");
    List<Decision> lifted = everything ? core.liftAll("by hand") : lifted(request);
    if (!lifted.isEmpty()) {
      told(out, inWords(lifted), lifted);
      return;
    }
    out.writeBooleanProperty("found", everything);
    out.writeStringProperty(
        "told",
        everything ? "no bans in force" : scope(request) + " is not banned" + forgotten(request));
  }

  private static boolean keepsEvidence(JsonNode request) {
    return request.path("keep-evidence").asBoolean(false);
  }

  private static String forgotten(JsonNode request) {
    return keepsEvidence(request) ? "" : "; what was held against it is forgotten";
  }

  private List<Decision> lifted(JsonNode request) throws Refusal {
    return keepsEvidence(request)
        ? core.liftRemembering(scope(request), "by hand, what was seen still counts")
        : core.lift(scope(request), "by hand");
  }

  private void allow(JsonNode request, JsonGenerator out) throws Refusal {
    Prefix scope = scope(request);
    if (scope.length() == 0) {
      throw new Refusal(
          scope + " is everybody, nobody would be banned any more; for that: redoubt run --watch");
    }
    long length = request.path("for-millis").asLong(0);
    long until = length > 0 ? clock.millis() + length : Allowed.FOREVER;
    String allowed = Allowances.inWords(scope, until, because(request));
    List<Decision> lifted;
    try {
      lifted = allowances.allow(scope, until, because(request));
    } catch (AuditException e) {
      throw new Refusal(allowed + "; but only until the next restart: " + e.getMessage());
    }
    told(out, lifted.isEmpty() ? allowed : allowed + "\n" + inWords(lifted), lifted);
  }

  private void disallow(Prefix scope, JsonGenerator out) {
    boolean found = allowances.disallow(scope);
    out.writeBooleanProperty("found", found);
    out.writeStringProperty(
        "told", found ? scope + " is off the allowlist" : scope + " was not on the allowlist");
  }

  private void allowlist(JsonGenerator out) {
    out.writeArrayPropertyStart("allowed");
    for (Allowed allowed : core.ask(judge -> judge.allowed(clock.millis()))) {
      out.writeStartObject();
      Json.allowed(out, allowed);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static String inWords(List<Decision> decisions) {
    return decisions.stream().map(Announcer::inWords).collect(Collectors.joining("\n"));
  }

  private static void told(JsonGenerator out, String told, List<Decision> decisions) {
    out.writeStringProperty("told", told);
    out.writeArrayPropertyStart("decisions");
    for (Decision decision : decisions) {
      out.writeStartObject();
      Json.decision(out, decision);
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
