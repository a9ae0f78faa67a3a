package org.redoubt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.redoubt.config.Config;
import org.redoubt.daemon.Daemon;
import org.redoubt.daemon.Mode;
import org.redoubt.daemon.StateFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Does once what the commands do, while the launcher makes the start-up cache: what was not loaded
 * here is not in it. A daemon sees an attack and ends, a second one takes up its bans, sees more
 * and is asked about it; it is there until the JVM ends.
 */
@Command(name = "train", hidden = true, description = "Used when making the start-up cache.")
final class TrainCommand implements Callable<Integer> {
  private static final int LINES = 400;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> QUESTIONS =
      List.of(
          "status",
          "status --json",
          "bans",
          "bans --json",
          "why 203.0.113.1",
          "why n1",
          "ban 198.51.100.1 --for 1h",
          "lift 198.51.100.1",
          "allow --list",
          "bogus");

  @Parameters(paramLabel = "DIR", description = "an empty folder")
  private Path folder = Path.of("");

  @Option(
      names = "--enforce",
      description = "the network is nobody else's: its firewall may be filled")
  private boolean enforce;

  @Override
  public Integer call() throws Exception {
    Path log = Files.write(folder.resolve("mail.log"), attack(113));
    StateFolder state = new StateFolder(folder.resolve("state"));
    Mode watch = Mode.of(Mode.Wish.WATCH, Config.defaults().enforce());
    Daemon.Plan plan = new Daemon.Plan(Config.defaults(), state, watch, List.of(log.toString()));
    try (Daemon _ = Daemon.start(plan)) {
      await("status --state " + state.path());
    }
    run(log, state.path());
    await("status --state " + state.path());
    Files.write(log, attack(114), StandardOpenOption.APPEND);
    await("why 203.0.114.1 --state " + state.path());
    QUESTIONS.forEach(question -> execute(question + " --state " + state.path()));
    return 0;
  }

  private static List<String> attack(int network) {
    return IntStream.range(0, LINES)
        .mapToObj(i ->
            "%s mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs):"
                    .formatted(Instant.now())
                + " user=<n%d>, method=PLAIN, rip=203.0.%d.%d, lip=192.0.2.10, session=<%d>"
                    .formatted(i, network, i % 9, i))
        .toList();
  }

  private void run(Path log, Path state) throws IOException {
    Path settings = folder.resolve("redoubt.toml");
    try (InputStream shipped = TrainCommand.class.getResourceAsStream("/redoubt.toml")) {
      if (shipped == null) {
        throw new IllegalStateException("missing from the jar: redoubt.toml");
      }
      Files.copy(shipped, settings);
    }
    String words = "run --config " + settings + " --log " + log + " --state " + state;
    String wish = enforce ? "" : " --watch";
    Thread.ofPlatform().daemon().start(() -> execute(words + wish));
  }

  private static void await(String question) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (execute(question) != 0) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("in vain: " + question);
      }
      Thread.sleep(50);
    }
  }

  private static int execute(String words) {
    String[] each = words.split(" ", -1);
    CommandLine line = Redoubt.commandLineFor(each);
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(new StringWriter()));
    return line.execute(each);
  }
}
