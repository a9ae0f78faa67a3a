package org.redoubt.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.redoubt.net.Prefix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shuts strangers out for a while. */
@Command(
    name = "panic",
    description = {
      "Lets only networks log in from which somebody has logged in within a month, until it ends by"
          + " itself. Says beforehand whom that leaves, and asks. Connections of others end too."
    },
    footer = {
      "  redoubt panic",
      "  redoubt panic --for 30m --keep 192.0.2.0/24 --keep 2001:db8::/48",
      "  redoubt panic --yes --json",
      "  redoubt calm                      ends it",
    })
final class PanicCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Length.class,
      defaultValue = "2h",
      description = "how long, such as 30m, 2h or 7d (default: ${DEFAULT-VALUE})")
  private Duration length = Duration.ZERO;

  @Option(
      names = "--keep",
      paramLabel = "PREFIX",
      converter = Scope.class,
      description = "who may log in besides; may be repeated")
  private List<Prefix> kept = List.of();

  @Option(names = "--yes", description = "do not ask")
  private boolean yes;

  @Option(names = "--even-me", description = "although an admin is at a place that is shut out")
  private boolean evenMe;

  @Override
  public Integer call() throws Failure {
    PrintWriter out = spec.commandLine().getOut();
    if (!yes) {
      foretell(out);
      confirm();
    }
    return question.ask(request(), out);
  }

  private ObjectNode request() {
    ObjectNode request =
        Question.of("panic")
            .put("for-millis", length.toMillis())
            .put("caller", caller())
            .put("even-me", evenMe);
    kept.forEach(prefix -> request.withArray("keep").add(prefix.toString()));
    return request;
  }

  /** The address from which whoever calls is logged in by SSH; empty when he is not. */
  private static String caller() {
    return System.getenv().getOrDefault("SSH_CONNECTION", "").split(" ", 2)[0];
  }

  private void foretell(PrintWriter out) throws Failure {
    try (Respondent respondent = new Respondent(question.places)) {
      tell(respondent.askDaemon(request().put("ask", true)), out);
    }
  }

  private static void tell(JsonNode answer, PrintWriter out) {
    out.printf(
        "%s of %s known accounts have logged in within a month, from %s networks: these stay"
            + " reachable.%n",
        answer.path("accounts-reachable"),
        answer.path("accounts-known"),
        answer.path("familiar-networks"));
    out.printf("Nobody else may log in until %s.%n", When.of(answer.path("until")));
    answer
        .path("cut-off-admins")
        .forEach(admin ->
            out.println(
                Paint.YELLOW.on(
                    "! " + admin.asString() + ", where an admin sits, is not among them")));
    out.flush();
  }

  @SuppressWarnings(
      "SystemConsoleNull") // It is null again since JDK 25, where there is no terminal.
  private static void confirm() throws Failure {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new Failure(Failure.UNUSABLE, "nobody to ask on a terminal; say --yes if you mean it");
    }
    String answer = console.readLine("Go ahead? [y/N] ");
    if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
      throw new Failure(Failure.FAILED, "nothing done");
    }
  }
}
