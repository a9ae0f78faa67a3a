package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.redoubt.daemon.Printable;
import org.redoubt.net.Prefix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Explains what is held against an address. */
@Command(
    name = "why",
    description = "Shows every piece of evidence on an address, and what was decided.",
    footer = {"  redoubt why 192.0.2.1", "  redoubt why 2001:db8::1 --json"})
final class WhyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Parameters(paramLabel = "ADDRESS", converter = Scope.class)
  private Prefix scope = Scope.NONE;

  @Override
  public Integer call() throws Failure {
    return question.ask(
        Question.of("why").put("scope", scope.toString()),
        spec.commandLine().getOut(),
        WhyCommand::show);
  }

  private static void show(PrintWriter out, JsonNode answer) {
    out.println(Paint.BOLD.on(answer.path("scope").asString()) + ": " + state(answer));
    if (answer.has("score")) {
      score(out, answer);
    }
    heading(out, "What it did", answer.path("events"));
    answer.path("events").forEach(event -> event(out, event));
    heading(out, "What was decided", answer.path("decisions"));
    answer.path("decisions").forEach(decision -> decision(out, decision));
  }

  private static String state(JsonNode answer) {
    JsonNode ban = answer.path("ban");
    if (!ban.isMissingNode()) {
      return Paint.RED.on("banned")
          + " until "
          + When.of(ban.path("until"))
          + " as "
          + ban.path("scope").asString()
          + ": "
          + text(ban, "because");
    }
    return answer.path("found").asBoolean() ? "not banned" : "nothing is known of it";
  }

  private static void score(PrintWriter out, JsonNode answer) {
    JsonNode parts = answer.path("parts");
    out.printf(
        "score %s of %s (natural log-odds): own evidence %s, alphabetical order %s, banned"
            + " neighbours %s, alarm %s, others say %s%n",
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

  private static void heading(PrintWriter out, String heading, JsonNode list) {
    if (!list.isEmpty()) {
      out.println();
      out.println(Paint.BOLD.on(heading));
    }
  }

  private static void event(PrintWriter out, JsonNode event) {
    out.printf(
        "%s %+6.2f  %s%n",
        When.of(event.path("at")),
        event.path("weight").asDouble(),
        event.has("reason") ? text(event, "reason") : text(event, "outcome") + ", weighs nothing");
    out.println(Paint.DIM.on("    " + text(event, "line")));
  }

  private static void decision(PrintWriter out, JsonNode decision) {
    out.printf(
        "%s %s %s%s: %s%n",
        When.of(decision.path("at")),
        text(decision, "decision"),
        text(decision, "scope"),
        decision.has("until") ? " until " + When.of(decision.path("until")) : "",
        text(decision, "because"));
  }

  private static String text(JsonNode node, String key) {
    return Printable.of(node.path(key).asString(""));
  }
}
