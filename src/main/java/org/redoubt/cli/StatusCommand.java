package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Tells what the daemon sees and does. */
@Command(
    name = "status",
    description = "Tells what the running daemon sees and does.",
    footer = {"  redoubt status", "  redoubt status --json | jq .bans"})
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Override
  public Integer call() throws Failure {
    return question.ask(Question.of("status"), spec.commandLine().getOut(), StatusCommand::show);
  }

  private static void show(PrintWriter out, JsonNode answer) {
    out.printf("running since %s%n", answer.path("since").asString());
  }
}
