package org.redoubt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what works on this machine. */
@Command(
    name = "doctor",
    description = "Tells what works on this machine and what is missing.",
    footer = {"  redoubt doctor"})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Places places = new Places();

  @Override
  public Integer call() throws Failure {
    spec.commandLine().getOut().println("java " + Runtime.version() + ", " + places.folder());
    return 0;
  }
}
