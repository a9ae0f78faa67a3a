package org.redoubt.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.redoubt.daemon.Printable;
import org.redoubt.net.Prefix;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the allowlist. */
@Command(
    name = "allow",
    description = "Puts an address or prefix on the allowlist: it is never banned.",
    footer = {
      "  redoubt allow 192.0.2.0/24 --because \"our office\"",
      "  redoubt allow 198.51.100.7 --for 7d",
      "  redoubt allow --list",
      "  redoubt allow --remove 192.0.2.0/24",
    })
final class AllowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Parameters(paramLabel = "ADDRESS|PREFIX", arity = "0..1", converter = Scope.class)
  private @Nullable Prefix scope;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = Length.class,
      description = "how long, such as 30m, 2h or 7d; else for good")
  private @Nullable Duration length;

  @Option(names = "--because", paramLabel = "TEXT", description = "a reason, kept with it")
  private String because = "";

  @Option(names = "--list", description = "show the allowlist")
  private boolean list;

  @Option(names = "--remove", description = "take it off the allowlist")
  private boolean remove;

  @Override
  public Integer call() throws Failure {
    return question.ask(request(), spec.commandLine().getOut(), AllowCommand::show);
  }

  private ObjectNode request() {
    if (list) {
      return Question.of("allowlist");
    }
    if (scope == null) {
      throw new ParameterException(spec.commandLine(), "name an address or prefix, or --list");
    }
    ObjectNode request = Question.of(remove ? "disallow" : "allow").put("scope", scope.toString());
    if (length != null) {
      request.put("for-millis", length.toMillis());
    }
    return request.put("because", because);
  }

  private static void show(PrintWriter out, JsonNode answer) {
    if (answer.has("told")) {
      out.println(answer.path("told").asString());
      return;
    }
    for (JsonNode entry : answer.path("allowed")) {
      out.printf(
          "%-40s %s  %s%n",
          entry.path("scope").asString(),
          entry.has("until") ? "until " + When.of(entry.path("until")) : "for good",
          Printable.of(entry.path("because").asString()));
    }
    if (answer.path("allowed").isEmpty()) {
      out.println("the allowlist is empty");
    }
  }
}
