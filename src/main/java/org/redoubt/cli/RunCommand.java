package org.redoubt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Guards this machine. */
@Command(
    name = "run",
    description = "Guards this machine until stopped.",
    footer = {"  redoubt run", "  redoubt run --log /var/log/mail.log --watch"})
final class RunCommand implements Callable<Integer> {
  @Mixin private Places places = new Places();

  @Override
  public Integer call() throws Failure {
    places.settings();
    throw new Failure(Failure.FAILED, "cannot guard anything yet");
  }
}
