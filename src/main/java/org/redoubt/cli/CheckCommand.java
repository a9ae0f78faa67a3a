package org.redoubt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.redoubt.repute.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tests the settings. */
@Command(
    name = "check",
    description = "Tests the settings: tells every mistake with its line, or that there is none.",
    footer = {"  redoubt check", "  redoubt check --config /tmp/new.toml"})
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Places places = new Places();

  @Override
  public Integer call() throws Failure, InterruptedException {
    List<String> troubles = Trial.troubles(places.settings().repute());
    if (!troubles.isEmpty()) {
      throw new Failure(
          Failure.UNUSABLE,
          "the settings name what cannot be used:\n" + String.join("\n", troubles));
    }
    Path file = places.configFile();
    spec.commandLine()
        .getOut()
        .println(file == null ? "no settings file: the defaults hold" : file + ": no mistakes");
    return 0;
  }
}
