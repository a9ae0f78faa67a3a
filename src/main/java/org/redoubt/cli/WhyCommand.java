package org.redoubt.cli;

import java.util.concurrent.Callable;
import org.redoubt.net.Prefix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Explains what is held against an address or block, or what was done to an account. */
@Command(
    name = "why",
    description = {
      "Shows every piece of evidence on an address, and what was decided; or who came from a block;"
          + " or who tried an account, who got in, and what was done about it. Works without the"
          + " daemon, too."
    },
    footer = {
      "  redoubt why 192.0.2.1",
      "  redoubt why 2001:db8:7::/48",
      "  redoubt why bob@example.org",
      "  redoubt why --account 192.0.2.1        an account of that name",
      "  redoubt why 2001:db8::1 --json"
    })
final class WhyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Parameters(paramLabel = "ADDRESS|PREFIX|ACCOUNT", description = "What to explain.")
  private String what = "";

  @Option(names = "--account", description = "It is an account, though it looks like an address.")
  private boolean account;

  @Override
  public Integer call() throws Failure {
    Prefix scope = account ? null : Prefix.parse(what);
    ObjectNode request = Question.of("why");
    return scope == null
        ? ask(request.put("account", what), AccountStory::show)
        : ask(request.put("scope", scope.toString()), BlockStory::show);
  }

  private int ask(ObjectNode request, Question.Shown shown) throws Failure {
    return question.askAnyway(request, spec.commandLine().getOut(), shown);
  }
}
