package org.redoubt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lifts bans. */
@Command(
    name = "lift",
    description =
        "Lifts the bans that cover an address or prefix, or all, and forgets what was held against"
            + " it.",
    footer = {
      "  redoubt lift 192.0.2.1",
      "  redoubt lift --keep-evidence 192.0.2.1      the next guess counts on top of the others",
      "  redoubt lift all"
    })
final class LiftCommand implements Callable<Integer> {
  private static final String ALL = "all";
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Parameters(paramLabel = "ADDRESS|PREFIX|all", converter = ScopeOrAll.class)
  private String scope = ALL;

  @Option(
      names = "--keep-evidence",
      description = "end the ban alone: what led to it still counts, and so does the ban itself")
  private boolean keepEvidence;

  @Override
  public Integer call() throws Failure {
    if (keepEvidence && scope.equals(ALL)) {
      throw new ParameterException(
          spec.commandLine(), "--keep-evidence needs an address or prefix");
    }
    return question.ask(
        Question.of("lift").put("scope", scope).put("keep-evidence", keepEvidence),
        spec.commandLine().getOut());
  }

  /** {@code all}, or an address or prefix. */
  static final class ScopeOrAll implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return text.equals(ALL) ? ALL : new Scope().convert(text).toString();
    }
  }
}
