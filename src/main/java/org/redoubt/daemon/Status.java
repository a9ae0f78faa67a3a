package org.redoubt.daemon;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redoubt.intake.InputState;
import tools.jackson.core.JsonGenerator;

/** What the daemon sees and does, for the status command. */
record Status(
    Mode mode,
    Supplier<List<EnforcerState>> enforcers,
    Guardian guardian,
    StateFolder state,
    long sinceMillis,
    Supplier<Tally.Counts> counts,
    LongSupplier bansInForce,
    Supplier<List<InputState>> inputs,
    Consumer<JsonGenerator> others,
    @Nullable Doorkeeper doorkeeper,
    Supplier<List<String>> hints) {

  void write(JsonGenerator out) {
    Json.time(out, "since", sinceMillis);
    mode(out);
    out.writeArrayPropertyStart("enforcers");
    enforcers.get().forEach(enforcer -> enforcer.write(out));
    out.writeEndArray();
    guardian.write(out);
    Json.text(out, "state", state.path().toAbsolutePath());
    counts(out, counts.get());
    out.writeNumberProperty("bans", bansInForce.getAsLong());
    out.writeArrayPropertyStart("inputs");
    inputs.get().forEach(input -> input(out, input));
    out.writeEndArray();
    others.accept(out);
    if (doorkeeper != null) {
      DoorStatus.write(doorkeeper, out);
    }
    Json.texts(out, "hints", hints.get());
  }

  private void mode(JsonGenerator out) {
    switch (mode) {
      case Mode.Enforcing e -> {
        out.writeStringProperty("mode", "enforcing");
        out.writeStringProperty("enforcer", e.told());
      }
      case Mode.Watching w -> {
        out.writeStringProperty("mode", "watch");
        out.writeStringProperty("reason", w.told());
      }
    }
  }

  private static void counts(JsonGenerator out, Tally.Counts counts) {
    out.writeNumberProperty("lines", counts.lines());
    out.writeNumberProperty("events", counts.events());
    out.writeNumberProperty("ignored", counts.ignored());
    out.writeNumberProperty("foreign", counts.foreign());
    out.writeNumberProperty("unknown", counts.unknown());
    out.writeNumberProperty("malformed", counts.malformed());
    out.writeNumberProperty("without-address", counts.withoutAddress());
    out.writeNumberProperty("joined", counts.joined());
    out.writeNumberProperty("understood", Math.floor(counts.understood() * 10_000) / 10_000);
    if (counts.lastEventMillis() > 0) {
      Json.time(out, "last-event", counts.lastEventMillis());
    }
    out.writeNumberProperty("banned", counts.bans());
    out.writeNumberProperty("spared", counts.spared());
    out.writeNumberProperty("alerts", counts.alerts());
  }

  private static void input(JsonGenerator out, InputState input) {
    out.writeStartObject();
    Json.text(out, "input", input.input());
    out.writeNumberProperty("read-bytes", input.readBytes());
    Json.time(out, "last-growth", input.lastGrowthMillis());
    Json.text(out, "problem", input.problem());
    out.writeEndObject();
  }
}
