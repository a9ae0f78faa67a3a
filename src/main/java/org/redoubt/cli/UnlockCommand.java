package org.redoubt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets people into an account again. */
@Command(
    name = "unlock",
    description = "Ends the lock of an account.",
    footer = {"  redoubt unlock bob@example.org"})
final class UnlockCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Parameters(paramLabel = "ACCOUNT")
  private String account = "";

  @Override
  public Integer call() throws Failure {
    return question.ask(Question.of("unlock").put("account", account), spec.commandLine().getOut());
  }
}
