package org.redoubt.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks the running daemon and shows the answer, as JSON when wanted: shared by the commands. */
final class Question {
  private static final JsonMapper JSON = JsonMapper.shared();
  @Mixin Places places = new Places();

  @Option(names = "--json", description = "one JSON document, for programs")
  boolean json;

  /** How to show an answer to people. */
  @FunctionalInterface
  interface Shown {
    void to(PrintWriter out, JsonNode answer);
  }

  /** A request of this command, to be filled. */
  static ObjectNode of(String command) {
    return JSON.createObjectNode().put("command", command);
  }

  /** Asks, and prints the answer; gives the exit code. */
  int ask(ObjectNode request, PrintWriter out, Shown shown) throws Failure {
    try (Respondent respondent = new Respondent(places)) {
      return show(respondent.askDaemon(request), out, shown);
    }
  }

  /** Asks for something to be done, and prints what the daemon says of it; gives the exit code. */
  int ask(ObjectNode request, PrintWriter out) throws Failure {
    return ask(request, out, (to, answer) -> to.println(answer.path("told").asString()));
  }

  /**
   * Like {@link #ask(ObjectNode, PrintWriter, Shown)}, of what the state folder tells as well, when
   * no daemon runs.
   */
  int askAnyway(ObjectNode request, PrintWriter out, Shown shown) throws Failure {
    try (Respondent respondent = new Respondent(places)) {
      return show(respondent.askIfAny(request), out, shown);
    }
  }

  private int show(JsonNode answer, PrintWriter out, Shown shown) {
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
    } else {
      shown.to(out, answer);
    }
    out.flush();
    boolean done = answer.path("found").asBoolean(true) && answer.path("done").asBoolean(true);
    return done ? 0 : Failure.FAILED;
  }
}
