package org.redoubt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.redoubt.config.Config;
import org.redoubt.daemon.ControlClient;
import org.redoubt.daemon.Mode;
import org.redoubt.daemon.StateFolder;
import org.redoubt.intake.IntakeSettings;
import org.redoubt.intake.JournalFollower;
import org.redoubt.intake.MailLogs;
import org.redoubt.parse.BuiltInFormats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what works on this machine. */
@Command(
    name = "doctor",
    description = "Tells what works on this machine and what is missing; changes nothing.",
    footer = {"  redoubt doctor", "  sudo redoubt doctor --config /etc/redoubt/redoubt.toml"})
final class DoctorCommand implements Callable<Integer> {
  private static final long SCARCE_BYTES = 200L << 20;
  @Spec private CommandSpec spec;
  @Mixin private Places places = new Places();
  private int troubles;

  @Override
  public Integer call() throws Failure {
    Config config = places.settings();
    Path file = places.configFile();
    good("java", Runtime.version() + ", " + System.getProperty("java.home"));
    good("settings", file == null ? "none, the defaults hold" : file + ", no mistakes");
    good("formats", BuiltInFormats.read().size() + " built in");
    firewall(config);
    logs(config);
    listeners(config.intake());
    state(places.folder());
    daemon(places.folder());
    return troubles == 0 ? 0 : Failure.FAILED;
  }

  private void firewall(Config config) {
    Mode mode = Mode.of(Mode.Wish.ENFORCE, config.enforce());
    try {
      switch (mode) {
        case Mode.Enforcing e -> {
          good("enforcing", e.told());
          e.enforcers().missing().forEach(one -> bad("enforcing", one.toString()));
        }
        case Mode.Watching w -> bad("firewall", w.told() + " (run would only watch)");
      }
      mode.close();
    } catch (IOException e) {
      bad("firewall", String.valueOf(e.getMessage()));
    }
  }

  private void logs(Config config) {
    switch (MailLogs.of(config.intake(), Path.of("/"))) {
      case MailLogs.Found.Logs(List<String> patterns) -> patterns.forEach(this::log);
      case MailLogs.Found.Journal j -> good("log", "the journal");
      case MailLogs.Found.Nothing(List<String> tried) ->
          bad("log", "none found (looked for " + String.join(", ", tried) + ")");
    }
  }

  private void listeners(IntakeSettings intake) {
    String problem = intake.syslog().problem();
    if (problem != null) {
      bad("syslog", problem);
    }
    intake.syslog().listening().forEach(at -> good("syslog", "to be taken by " + at));
    intake.dovecotEvents().listening().forEach(at -> good("events", "to be taken by " + at));
  }

  private void log(String pattern) {
    if (pattern.equals(JournalFollower.INPUT)) {
      good("log", "the journal");
      return;
    }
    Path path = Path.of(pattern);
    if (Files.exists(path) && !Files.isReadable(path)) {
      bad("log", pattern + " may not be read; run as root or as a member of its group");
    } else {
      good("log", pattern);
    }
  }

  private void state(StateFolder folder) {
    Path nearest = folder.path().toAbsolutePath();
    while (!Files.exists(nearest)) {
      nearest = Optional.ofNullable(nearest.getParent()).orElse(Path.of("/"));
    }
    try {
      long free = Files.getFileStore(nearest).getUsableSpace();
      String told = folder.path() + ", " + (free >> 20) + " MiB free";
      if (!Files.isWritable(nearest)) {
        bad("state", folder.path() + " cannot be written; run as root or give --state DIR");
      } else if (free < SCARCE_BYTES) {
        bad("state", told + ": make room");
      } else {
        good("state", told);
      }
    } catch (IOException e) {
      bad("state", folder.path() + ": " + e.getMessage());
    }
  }

  private void daemon(StateFolder folder) {
    try (var answer = new ControlClient(folder.socket()).ask(Question.of("status"))) {
      answer.readAllBytes();
      good("daemon", "runs and answers");
    } catch (ControlClient.Unreachable | IOException e) {
      good("daemon", String.valueOf(e.getMessage()));
    }
  }

  private void good(String what, String told) {
    print(Paint.GREEN.on("ok"), what, told);
  }

  private void bad(String what, String told) {
    troubles++;
    print(Paint.RED.on("!!"), what, told);
  }

  private void print(String mark, String what, String told) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s  %-9s %s%n", mark, what, told);
    out.flush();
  }
}
