package org.redoubt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.redoubt.config.Config;
import org.redoubt.daemon.Daemon;
import org.redoubt.daemon.Mode;
import org.redoubt.daemon.StateFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Does once what most commands do, while the launcher makes the start-up cache: a daemon in watch
 * mode in a folder of its own sees an attack and is asked about it. Changes nothing outside.
 */
@Command(name = "train", hidden = true, description = "Used when making the start-up cache.")
final class TrainCommand implements Callable<Integer> {
  private static final int LINES = 400;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("redoubt-train");
    try {
      Path log = folder.resolve("mail.log");
      Files.write(log, attack());
      Mode.of(Mode.Wish.ENFORCE, Config.defaults().enforce()).close();
      Mode watch = Mode.of(Mode.Wish.WATCH, Config.defaults().enforce());
      StateFolder state = new StateFolder(folder.resolve("state"));
      List<String> logs = List.of(log.toString());
      try (Daemon _ = Daemon.start(new Daemon.Plan(Config.defaults(), state, watch, logs))) {
        ask(state.path().toString());
      }
      return 0;
    } finally {
      delete(folder);
    }
  }

  private static List<String> attack() {
    return Stream.iterate(0, i -> i + 1)
        .limit(LINES)
        .map(i ->
            "%s mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs):"
                    .formatted(Instant.now())
                + " user=<n%d>, method=PLAIN, rip=203.0.113.%d, lip=192.0.2.10, session=<%d>"
                    .formatted(i, i % 9, i))
        .toList();
  }

  private static void ask(String state) {
    for (String question : List.of("status", "bans", "why 203.0.113.1", "allow --list", "bogus")) {
      CommandLine line = Redoubt.commandLine();
      line.setOut(new PrintWriter(new StringWriter()));
      line.setErr(new PrintWriter(new StringWriter()));
      line.execute((question + " --state " + state).split(" ", -1));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
