package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.redoubt.daemon.Printable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the bans in force. */
@Command(
    name = "bans",
    description = "Lists the bans in force, newest first; or what the kernel really holds.",
    footer = {
      "  redoubt bans",
      "  redoubt bans --json | jq -r '.bans[].scope'",
      "  redoubt bans --real      what the kernel really holds, and for how long",
      "  redoubt bans --mend      compare that with what is wanted, and put it right",
    })
final class BansCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @ArgGroup private Kernel kernel = new Kernel();

  /** What else than the list of what was decided. */
  private static final class Kernel {
    @Option(
        names = "--real",
        description = "the kernel's view: what it holds, those that end first")
    private boolean real;

    @Option(names = "--mend", description = "compare the kernel with what is wanted, and mend it")
    private boolean mend;
  }

  @Override
  public Integer call() throws Failure {
    PrintWriter out = spec.commandLine().getOut();
    if (kernel.mend) {
      return question.ask(Question.of("mend"), out);
    }
    return kernel.real
        ? question.ask(Question.of("real-bans"), out, BansCommand::showReal)
        : question.ask(Question.of("bans"), out, BansCommand::show);
  }

  private static String origin(JsonNode ban) {
    String origin = ban.path("origin").asString("");
    return origin.isEmpty() ? "" : "  [" + Printable.of(origin) + "]";
  }

  private static void showReal(PrintWriter out, JsonNode answer) {
    JsonNode bans = answer.path("bans");
    for (JsonNode ban : bans) {
      out.printf(
          "%-40s until %s%s%n",
          Paint.BOLD.on(ban.path("scope").asString()),
          When.of(ban.path("until")),
          ban.path("wanted").asBoolean() ? "" : Paint.YELLOW.on("  not ours"));
    }
    for (JsonNode lacking : answer.path("lacking")) {
      out.println(Paint.YELLOW.on(lacking.asString() + " is wanted, and the kernel lacks it"));
    }
    out.printf(
        "%d in the kernel, %d lacking; %s packets kept out%n",
        bans.size(), answer.path("lacking").size(), answer.path("dropped-packets"));
  }

  private static void show(PrintWriter out, JsonNode answer) {
    JsonNode bans = answer.path("bans");
    for (JsonNode ban : bans) {
      out.printf(
          "%-40s until %s  %s%s%n",
          Paint.BOLD.on(ban.path("scope").asString()),
          When.of(ban.path("until")),
          Printable.of(ban.path("because").asString()),
          origin(ban));
    }
    out.println(bans.isEmpty() ? "no bans in force" : bans.size() + " in force");
  }
}
