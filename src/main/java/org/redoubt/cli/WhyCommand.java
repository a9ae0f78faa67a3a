package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
    out.println(answer);
  }
}
