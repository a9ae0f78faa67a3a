package org.redoubt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.redoubt.config.Config;
import org.redoubt.daemon.AtRest;
import org.redoubt.daemon.CountryFile;
import org.redoubt.daemon.Printable;
import org.redoubt.repute.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tests the settings. */
@Command(
    name = "check",
    description = {
      "Tests the settings: tells every mistake with its line, or that there is none. Where [access]"
          + " is set, also whom it would have refused lately; fails when that is an admin's place."
    },
    footer = {"  redoubt check", "  redoubt check --config /tmp/new.toml"})
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Places places = new Places();

  @Override
  public Integer call() throws Failure, InterruptedException {
    Config config = places.settings();
    List<String> troubles = Trial.troubles(config.repute());
    if (!troubles.isEmpty()) {
      throw new Failure(
          Failure.UNUSABLE,
          "the settings name what cannot be used:\n" + String.join("\n", troubles));
    }
    resolve(config);
    Path file = places.configFile();
    spec.commandLine()
        .getOut()
        .println(file == null ? "no settings file: the defaults hold" : file + ": no mistakes");
    Map<String, List<String>> access = config.access().entries();
    if (access.isEmpty()) {
      return 0;
    }
    if (!AtRest.isAny(places.folder())) {
      spec.commandLine().getOut().println("whom [access] would refuse is known when redoubt runs");
      return 0;
    }
    try (Respondent respondent = new Respondent(places)) {
      return show(respondent.askIfAny(request(access)));
    }
  }

  /** Fails where a country is named and nothing is known about countries. */
  private static void resolve(Config config) throws Failure {
    try {
      config.access().rules(new CountryFile(config.repute()));
    } catch (IOException e) {
      throw new Failure(Failure.UNUSABLE, "the settings have mistakes:\n" + e.getMessage());
    }
  }

  private static ObjectNode request(Map<String, List<String>> access) {
    ObjectNode request = Question.of("access");
    ObjectNode rules = request.putObject("access");
    access.forEach((name, allowed) -> allowed.forEach(rules.putArray(name)::add));
    return request;
  }

  private int show(JsonNode answer) {
    PrintWriter out = spec.commandLine().getOut();
    int code = 0;
    out.printf("access, by the logins of the last %s days:%n", answer.path("days"));
    for (JsonNode rule : answer.path("access")) {
      show(rule, out);
      code = rule.path("refused-admins").isEmpty() ? code : Failure.FAILED;
    }
    out.flush();
    return code;
  }

  private static void show(JsonNode rule, PrintWriter out) {
    String name = rule.path("name").asString();
    if (!rule.has("protocol")) {
      out.println("  " + name + ": logs do not tell who logs in there");
      return;
    }
    out.printf(
        "  %s: would refuse %s of %s accounts that log in by %s, and %s of %s networks%n",
        name,
        rule.path("refused-accounts"),
        rule.path("accounts"),
        rule.path("protocol").asString(),
        rule.path("refused-networks"),
        rule.path("networks"));
    for (JsonNode example : rule.path("examples")) {
      out.printf(
          "    %s from %s, last %s%n",
          Printable.of(example.path("account").asString()),
          example.path("source").asString(),
          When.of(example.path("last")));
    }
    for (JsonNode admin : rule.path("refused-admins")) {
      out.println(
          Paint.YELLOW.on(
              "! "
                  + name
                  + " would cut off "
                  + admin.asString()
                  + ", where an admin sits: it will not be switched on"));
    }
  }
}
