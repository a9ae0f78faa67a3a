package org.redoubt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Touches what most commands need, while the launcher makes the start-up cache. */
@Command(name = "train", hidden = true, description = "Used when making the start-up cache.")
final class TrainCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Redoubt.commandLine().getUsageMessage();
    return 0;
  }
}
