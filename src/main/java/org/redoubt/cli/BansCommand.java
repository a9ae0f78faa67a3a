package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.redoubt.daemon.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the bans in force. */
@Command(
    name = "bans",
    description = "Lists the bans in force, newest first.",
    footer = {
      "  redoubt bans",
      "  redoubt bans --json | jq -r '.bans[].scope'",
    })
final class BansCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Override
  public Integer call() throws Failure {
    return question.ask(Question.of("bans"), spec.commandLine().getOut(), BansCommand::show);
  }

  private static void show(PrintWriter out, JsonNode answer) {
    JsonNode bans = answer.path("bans");
    for (JsonNode ban : bans) {
      out.printf(
          "%-40s until %s  %s%n",
          Paint.BOLD.on(ban.path("scope").asString()),
          When.of(ban.path("until")),
          Printable.of(ban.path("because").asString()));
    }
    out.println(bans.isEmpty() ? "no bans in force" : bans.size() + " in force");
  }
}
