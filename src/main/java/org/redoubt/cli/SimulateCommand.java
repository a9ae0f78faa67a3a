package org.redoubt.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redoubt.simulate.Attack;
import org.redoubt.simulate.CourierLines;
import org.redoubt.simulate.DovecotLines;
import org.redoubt.simulate.Innocent;
import org.redoubt.simulate.Options;
import org.redoubt.simulate.PostfixLines;
import org.redoubt.simulate.Rendering;
import org.redoubt.simulate.Simulation;
import org.redoubt.simulate.Stamp;
import org.redoubt.simulate.TraceLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes up a mail site and those who attack it. */
@Command(
    name = "simulate",
    description = {
      "Makes the logins of a mail site that never was: people, their offices and phones, and the"
          + " attacks you ask for. The same options give the same logins."
    },
    footer = {
      "  redoubt simulate --attacks A3,A4 >trace.jsonl; redoubt replay trace.jsonl",
      "  redoubt simulate --attacks all --every 6h --to mail.log --as dovecot",
      "  redoubt simulate --users 50 --quiet 1 --days 2 --innocents outage",
      "  redoubt simulate --list           what attacks and mishaps there are"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final String ALL = "all";

  /** What is written. */
  enum Form {
    trace,
    dovecot,
    courier,
    postfix
  }

  @Spec private CommandSpec spec;

  @Option(names = "--list", description = "List the attacks and the mishaps, and do nothing else.")
  private boolean list;

  @Option(names = "--seed", paramLabel = "N", description = "Another world; default 1.")
  private long seed = 1;

  @Option(names = "--users", paramLabel = "N", description = "People with a mailbox; default 600.")
  private int users = Options.standard().users();

  @Option(
      names = "--start",
      paramLabel = "DATE",
      description = "First day, such as 2026-01-05, which is the default.")
  private LocalDate start = LocalDate.of(2026, 1, 5);

  @Option(names = "--quiet", paramLabel = "DAYS", description = "Before any attack; default 28.")
  private int quietDays = Options.standard().quietDays();

  @Option(names = "--days", paramLabel = "DAYS", description = "In all; default 38.")
  private int days = Options.standard().days();

  @Option(
      names = "--attacks",
      paramLabel = "NAME",
      split = ",",
      description = "Attacks, or all; default none.")
  private List<String> attacks = List.of();

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = Length.class,
      description = "From the beginning of an attack to that of the next; default 1d.")
  private Duration every = Duration.ofDays(1);

  @Option(
      names = "--innocents",
      paramLabel = "NAME",
      split = ",",
      description = "Mishaps that look like attacks, or all; default none.")
  private List<String> innocents = List.of();

  @Option(names = "--size", paramLabel = "X", description = "Times larger attacks; default 1.")
  private double size = 1;

  @Option(names = "--rate", paramLabel = "X", description = "Times faster attacks; default 1.")
  private double rate = 1;

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description = "One of ${COMPLETION-CANDIDATES}; default trace.")
  private Form form = Form.trace;

  @Option(
      names = "--stamps",
      paramLabel = "STAMP",
      description = "Of log lines: one of ${COMPLETION-CANDIDATES}; default ISO.")
  private Stamp stamp = Stamp.ISO;

  @Option(names = "--to", paramLabel = "FILE", description = "Where to; default stdout.")
  private @Nullable Path to;

  @Option(
      names = "--accounts-to",
      paramLabel = "FILE",
      description = "Writes the accounts that exist, one a line, for `replay --accounts`.")
  private @Nullable Path accountsTo;

  @Override
  public Integer call() throws Failure {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      list(out);
      return 0;
    }
    Options options = options();
    tellOfTooLate(options);
    Simulation simulation = new Simulation(options);
    try {
      if (accountsTo != null) {
        Files.write(accountsTo, simulation.accounts().stream().map(Object::toString).toList());
      }
      write(simulation, out);
    } catch (IOException | UncheckedIOException e) {
      throw new Failure(Failure.FAILED, "cannot write: " + e.getMessage());
    }
    return 0;
  }

  /** Attacks begin one after another, and some perhaps never. */
  private void tellOfTooLate(Options options) {
    long at = options.attackMillis();
    for (Attack attack : options.attacks()) {
      if (at >= options.endMillis()) {
        spec.commandLine()
            .getErr()
            .println(
                "redoubt: "
                    + attack.label()
                    + " would begin after the end and is left out; give more --days or less --every");
      }
      at += options.attackGapMillis();
    }
  }

  private static void list(PrintWriter out) {
    out.println("attacks:");
    for (Attack attack : Attack.values()) {
      out.printf("  %-12s %s%n", attack.label(), attack.description());
    }
    out.println("mishaps that look like attacks:");
    for (Innocent innocent : Innocent.values()) {
      out.printf("  %-12s %s%n", innocent.label(), innocent.description());
    }
    out.flush();
  }

  private Options options() throws Failure {
    try {
      return Options.standard()
          .withSeed(seed)
          .withUsers(users)
          .withStart(start.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli())
          .withDays(quietDays, days)
          .withAttacks(attacks(), every.toMillis())
          .withInnocents(innocents())
          .withStrength(size, rate);
    } catch (IllegalArgumentException e) {
      throw new Failure(Failure.UNUSABLE, String.valueOf(e.getMessage()));
    }
  }

  private List<Attack> attacks() throws Failure {
    if (attacks.equals(List.of(ALL))) {
      return List.of(Attack.values());
    }
    List<Attack> found = new ArrayList<>();
    for (String name : attacks) {
      found.add(known(Attack.of(name), name, Stream.of(Attack.values()).map(Attack::label)));
    }
    return found;
  }

  private Set<Innocent> innocents() throws Failure {
    if (innocents.equals(List.of(ALL))) {
      return EnumSet.allOf(Innocent.class);
    }
    Set<Innocent> found = EnumSet.noneOf(Innocent.class);
    for (String name : innocents) {
      found.add(known(Innocent.of(name), name, Stream.of(Innocent.values()).map(Innocent::label)));
    }
    return found;
  }

  private static <T> T known(@Nullable T found, String name, Stream<String> names) throws Failure {
    if (found == null) {
      String all = String.join(", ", names.toList());
      throw new Failure(Failure.UNUSABLE, "there is no " + name + "; there are " + all);
    }
    return found;
  }

  private void write(Simulation simulation, PrintWriter out) throws IOException {
    Rendering rendering = rendering();
    try (Writer file = to == null ? null : Files.newBufferedWriter(to)) {
      Writer target = file == null ? new BufferedWriter(out) : file;
      simulation.forEach(attempt -> {
        try {
          rendering.write(attempt, target);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
      target.flush();
    }
  }

  private Rendering rendering() {
    return switch (form) {
      case trace -> new TraceLines();
      case dovecot -> new DovecotLines(stamp);
      case courier -> new CourierLines(stamp);
      case postfix -> new PostfixLines(stamp);
    };
  }
}
