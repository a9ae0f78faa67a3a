package org.redoubt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends a panic. */
@Command(
    name = "calm",
    description = "Ends a panic: strangers may log in again.",
    footer = {"  redoubt calm"})
final class CalmCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Override
  public Integer call() throws Failure {
    return question.ask(Question.of("calm"), spec.commandLine().getOut());
  }
}
