package org.redoubt.daemon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redoubt.config.DurationText;
import org.redoubt.intake.InputState;

/** What an admin should look after: blindness, and parts that do not do their work. */
final class Health {
  private static final long MANY_LINES = 10_000;
  private static final long SOME_LINES = 200;
  private static final long OFTEN = 10;
  private static final double TOO_LITTLE = 0.9;
  private static final long SILENT_MILLIS = Duration.ofDays(1).toMillis();
  private static final long WRONG_CLOCK_MILLIS = Duration.ofMinutes(5).toMillis();

  private final Supplier<Tally.Counts> counts;
  private final Supplier<List<Unknowns.Kind>> unknowns;
  private final Supplier<List<InputState>> inputs;
  private final List<Part> parts;
  private final InstantSource clock;

  /**
   * A part that may be in trouble.
   *
   * @param problem what hinders it now, or null
   */
  record Part(String name, Supplier<@Nullable String> problem) {}

  Health(
      Supplier<Tally.Counts> counts,
      Supplier<List<Unknowns.Kind>> unknowns,
      Supplier<List<InputState>> inputs,
      List<Part> parts,
      InstantSource clock) {
    this.counts = counts;
    this.unknowns = unknowns;
    this.inputs = inputs;
    this.parts = List.copyOf(parts);
    this.clock = clock;
  }

  /** One line for each thing that is not as it should be. */
  List<String> hints() {
    List<String> hints = new ArrayList<>();
    for (Part part : parts) {
      String problem = part.problem().get();
      if (problem != null) {
        hints.add(part.name() + ": " + problem);
      }
    }
    inputs.get().forEach(input -> look(input, hints));
    look(counts.get(), hints);
    unknowns.get().forEach(kind -> look(kind, hints));
    return hints;
  }

  private static void look(Unknowns.Kind kind, List<String> hints) {
    if (kind.count() >= OFTEN) {
      hints.add(
          "not understood, " + kind.count() + " times, of " + kind.format() + ": " + kind.shape());
    }
  }

  private void look(InputState input, List<String> hints) {
    String problem = input.problem();
    long silentMillis = clock.millis() - input.lastGrowthMillis();
    if (problem != null) {
      hints.add(input.input() + ": " + problem);
    } else if (silentMillis > SILENT_MILLIS) {
      hints.add(
          input.input()
              + " has not grown for "
              + DurationText.print(Duration.ofHours(silentMillis / 3_600_000))
              + ": does the server still log there?");
    }
  }

  private void look(Tally.Counts counts, List<String> hints) {
    if (counts.lines() >= MANY_LINES && counts.events() == 0) {
      hints.add(
          "blind: "
              + counts.lines()
              + " lines and not one login among them; is it the right log, and does the server"
              + " log logins? Look with: redoubt parse FILE");
    } else if (counts.understood() < TOO_LITTLE && counts.lines() >= SOME_LINES) {
      hints.add(
          "half blind: only %.0f %% of the mail servers' lines are of a known shape"
              .formatted(counts.understood() * 100));
    }
    if (counts.lastEventMillis() - clock.millis() > WRONG_CLOCK_MILLIS) {
      hints.add("the log's times lie ahead of this machine's clock: check time zone and clock");
    }
  }
}
