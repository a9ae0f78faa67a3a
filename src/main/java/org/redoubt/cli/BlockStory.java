package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.redoubt.daemon.Printable;
import tools.jackson.databind.JsonNode;

/** What is held against an address or block, in words. */
final class BlockStory {
  private BlockStory() {}

  static void show(PrintWriter out, JsonNode answer) {
    out.println(Paint.BOLD.on(Told.text(answer, "scope")) + ": " + state(answer));
    if (answer.has("origin")) {
      out.println("belongs to " + Told.text(answer, "origin"));
    }
    if (answer.has("listed-by")) {
      out.println("listed by " + listed(answer.path("listed-by")));
    }
    if (answer.has("score")) {
      score(out, answer);
    }
    if (answer.path("visits").path("sources").asLong() > 1) {
      visits(out, answer.path("visits"));
    }
    Told.heading(out, "What it did", answer.path("events"));
    events(out, answer).forEach(event -> event(out, event));
    Told.heading(out, "What was decided", answer.path("decisions"));
    answer.path("decisions").forEach(decision -> Told.decision(out, decision));
  }

  /** All that one source did; of a block's the latest. */
  private static List<JsonNode> events(PrintWriter out, JsonNode answer) {
    List<JsonNode> all = answer.path("events").valueStream().toList();
    return answer.path("visits").path("sources").asLong() > 1 ? Told.latest(out, all) : all;
  }

  private static String listed(JsonNode lists) {
    StringBuilder out = new StringBuilder();
    lists.forEach(list -> out.append(out.isEmpty() ? "" : ", ").append(list.asString()));
    return Printable.of(out.toString());
  }

  private static String state(JsonNode answer) {
    JsonNode ban = answer.path("ban");
    if (!ban.isMissingNode()) {
      return Paint.RED.on("banned")
          + " until "
          + When.of(ban.path("until"))
          + " as "
          + Told.text(ban, "scope")
          + ": "
          + Told.text(ban, "because");
    }
    if (answer.has("kept-out-by")) {
      return Paint.RED.on("kept out")
          + " without a ban of ours: the settings take as bans "
          + listed(answer.path("kept-out-by"))
          + "; to let it in: redoubt allow";
    }
    long inside = answer.path("bans-inside").asLong();
    if (inside > 0) {
      return Paint.RED.on(inside + (inside == 1 ? " ban" : " bans")) + " in force inside";
    }
    return answer.path("found").asBoolean() ? "not banned" : "nothing is known of it";
  }

  private static void score(PrintWriter out, JsonNode answer) {
    JsonNode parts = answer.path("parts");
    out.printf(
        "score %s of %s (natural log-odds): own evidence %s, alphabetical order %s,"
            + " guessers found in its network %s, alarm %s, others say %s%n",
        answer.path("score"),
        answer.path("threshold"),
        parts.path("evidence"),
        parts.path("order"),
        parts.path("network"),
        parts.path("alarm"),
        parts.path("hearsay"));
    out.printf(
        "accounts tried: %s; accounts that log in from there: %s%n",
        answer.path("accounts"), Math.round(answer.path("people").asDouble()));
  }

  private static void visits(PrintWriter out, JsonNode visits) {
    out.printf(
        Locale.ROOT,
        "%,d failed tries at %,d accounts from %,d sources%n",
        visits.path("tries").asLong(),
        visits.path("accounts").asLong(),
        visits.path("sources").asLong());
    Told.heading(out, "Who came, the busiest first", visits.path("most"));
    for (JsonNode visitor : visits.path("most")) {
      out.printf(
          Locale.ROOT,
          "%-39s %,7d tries at %,d accounts, %s to %s%n",
          Told.text(visitor, "source"),
          visitor.path("tries").asLong(),
          visitor.path("accounts").asLong(),
          When.of(visitor.path("first")),
          When.of(visitor.path("last")));
    }
  }

  private static void event(PrintWriter out, JsonNode event) {
    out.printf(
        Locale.ROOT,
        "%s %+6.2f  %s%n",
        When.of(event.path("at")),
        event.path("weight").asDouble(),
        event.has("reason")
            ? Told.text(event, "reason")
            : Told.text(event, "outcome") + ", weighs nothing");
    Told.line(out, event);
  }
}
