package org.redoubt.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.redoubt.net.Prefix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Bans by hand. */
@Command(
    name = "ban",
    description = "Bans an address or prefix by hand, within the guardrails.",
    footer = {
      "  redoubt ban 192.0.2.1",
      "  redoubt ban 2001:db8::/48 --for 2h --because \"asked for by the abuse desk\"",
    })
final class BanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Parameters(paramLabel = "ADDRESS|PREFIX", converter = Scope.class)
  private Prefix scope = Scope.NONE;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Length.class,
      defaultValue = "1d",
      description = "how long, such as 30m, 2h or 7d (default: ${DEFAULT-VALUE})")
  private Duration length = Duration.ZERO;

  @Option(names = "--because", paramLabel = "TEXT", description = "a reason, kept with the ban")
  private String because = "";

  @Override
  public Integer call() throws Failure {
    var request =
        Question.of("ban")
            .put("scope", scope.toString())
            .put("for-millis", length.toMillis())
            .put("because", because);
    return question.ask(request, spec.commandLine().getOut());
  }
}
