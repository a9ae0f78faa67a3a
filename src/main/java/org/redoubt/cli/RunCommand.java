package org.redoubt.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.redoubt.audit.AuditException;
import org.redoubt.config.Config;
import org.redoubt.daemon.Daemon;
import org.redoubt.daemon.LogLines;
import org.redoubt.daemon.Mode;
import org.redoubt.enforce.Leftovers;
import org.redoubt.intake.IntakeSettings;
import org.redoubt.intake.JournalFollower;
import org.redoubt.intake.MailLogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Guards this machine. */
@Command(
    name = "run",
    description = "Guards this machine until stopped; bans outlast it.",
    footer = {
      "  redoubt run",
      "  redoubt run --watch",
      "  redoubt run --log /var/log/mail.log --log '/var/log/dovecot*.log'",
      "  redoubt run --flush",
    })
final class RunCommand implements Callable<Integer> {
  private static final Logger LOG = LogLines.LOG;
  @Mixin private Places places = new Places();

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "log to read, a glob, or \"journal\"; may be repeated; else those of the settings,"
              + " else what the usual places have")
  private List<String> logs = List.of();

  @Option(names = "--watch", description = "decide and record, but enforce nothing")
  private boolean watch;

  @Option(names = "--flush", description = "take everything of ours out of the firewall and end")
  private boolean flush;

  @Override
  public Integer call() throws Failure, InterruptedException {
    LogLines.install();
    Config config = places.settings();
    if (flush) {
      return flush(config);
    }
    Mode.Wish wish = watch || config.run().watch() ? Mode.Wish.WATCH : Mode.Wish.ENFORCE;
    return guard(config, Mode.of(wish, config.enforce()));
  }

  private int guard(Config config, Mode mode) throws Failure, InterruptedException {
    List<String> read = logs(config);
    Path file = places.configFile();
    LOG.info("settings: " + (file == null ? "none, the defaults hold" : file));
    LOG.info("state: " + places.folder().path().toAbsolutePath());
    announce(read, config.intake());
    announce(mode);
    String left = mode.leftovers(config.enforce());
    if (left != null) {
      LOG.warning(left);
    }
    CompletableFuture<Daemon> started = new CompletableFuture<>();
    endWith(started);
    try {
      started.complete(Daemon.start(new Daemon.Plan(config, places.folder(), mode, read)));
      LOG.info("guarding; ask me with: redoubt status");
      new CountDownLatch(1).await();
      return 0;
    } catch (IOException | AuditException e) {
      started.completeExceptionally(e);
      throw new Failure(Failure.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static void announce(List<String> read, IntakeSettings intake) {
    if (!read.isEmpty()) {
      LOG.info("reading: " + String.join(", ", read));
    }
    if (intake.syslog().isWanted()) {
      LOG.info("taking syslog: " + String.join(", ", intake.syslog().listening()));
    }
    if (intake.dovecotEvents().isWanted()) {
      LOG.info("taking Dovecot's events: " + String.join(", ", intake.dovecotEvents().listening()));
    }
  }

  private static void announce(Mode mode) {
    switch (mode) {
      case Mode.Enforcing e -> {
        LOG.info("enforcing with " + e.told());
        e.enforcers().missing().forEach(one -> LOG.warning("cannot be used, " + one));
      }
      case Mode.Watching w -> LOG.warning("WATCH MODE, nobody is kept out: " + w.told());
    }
  }

  private List<String> logs(Config config) throws Failure {
    IntakeSettings named = logs.isEmpty() ? config.intake() : config.intake().withLogs(logs);
    return switch (MailLogs.of(named, Path.of("/"))) {
      case MailLogs.Found.Logs(List<String> patterns) -> patterns;
      case MailLogs.Found.Journal j -> List.of(JournalFollower.INPUT);
      case MailLogs.Found.Nothing n when named.dovecotEvents().isWanted() -> List.of();
      case MailLogs.Found.Nothing(List<String> tried) ->
          throw new Failure(
              Failure.UNUSABLE,
              "no mail log found (looked for "
                  + String.join(", ", tried)
                  + "); name it with --log FILE");
    };
  }

  /** Ends in order on SIGTERM or Ctrl-C, also on one that comes during the start. */
  private static void endWith(CompletableFuture<Daemon> started) {
    Thread ending =
        new Thread(
            () -> {
              try {
                started.join().close();
              } catch (IOException | AuditException e) {
                LOG.warning("ended with trouble: " + e.getMessage());
              } catch (CompletionException e) {
                LOG.fine("ended before it had begun");
              }
            },
            "end");
    Runtime.getRuntime().addShutdownHook(ending);
  }

  private static int flush(Config config) throws Failure {
    try {
      Leftovers.flush(config.enforce());
    } catch (IOException e) {
      throw new Failure(Failure.FAILED, "the firewall cannot be changed: " + e.getMessage());
    }
    LOG.info(
        "the firewall holds nothing of ours any more; bans that still run come back with"
            + " the next run, \"redoubt lift all\" ends them");
    return 0;
  }
}
