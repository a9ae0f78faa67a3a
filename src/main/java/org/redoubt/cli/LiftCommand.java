package org.redoubt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lifts bans. */
@Command(
    name = "lift",
    description = "Lifts the bans that cover an address or prefix, or all.",
    footer = {"  redoubt lift 192.0.2.1", "  redoubt lift all"})
final class LiftCommand implements Callable<Integer> {
  private static final String ALL = "all";
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Parameters(paramLabel = "ADDRESS|PREFIX|all", converter = ScopeOrAll.class)
  private String scope = ALL;

  @Override
  public Integer call() throws Failure {
    return question.ask(
        Question.of("lift").put("scope", scope),
        spec.commandLine().getOut(),
        (out, answer) -> out.println(answer.path("told").asString()));
  }

  /** {@code all}, or an address or prefix. */
  static final class ScopeOrAll implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return text.equals(ALL) ? ALL : new Scope().convert(text).toString();
    }
  }
}
