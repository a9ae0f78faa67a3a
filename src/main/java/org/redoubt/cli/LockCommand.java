package org.redoubt.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps everybody out of an account. */
@Command(
    name = "lock",
    description =
        "Locks an account: nobody may log in to it, by the file that the mail server asks.",
    footer = {"  redoubt lock bob@example.org", "  redoubt lock bob --for 7d"})
final class LockCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Parameters(paramLabel = "ACCOUNT")
  private String account = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Length.class,
      defaultValue = "1d",
      description = "how long, such as 30m, 2h or 7d (default: ${DEFAULT-VALUE})")
  private Duration length = Duration.ZERO;

  @Override
  public Integer call() throws Failure {
    return question.ask(
        Question.of("lock").put("account", account).put("for-millis", length.toMillis()),
        spec.commandLine().getOut());
  }
}
