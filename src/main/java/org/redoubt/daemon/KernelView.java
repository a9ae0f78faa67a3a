package org.redoubt.daemon;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Ban;
import org.redoubt.enforce.Change;
import org.redoubt.enforce.Held;
import org.redoubt.enforce.Mending;
import org.redoubt.enforce.NftablesEnforcer;
import org.redoubt.net.Prefix;
import tools.jackson.core.JsonGenerator;

/** Answers what the kernel really holds, beside what is wanted, and mends on demand. */
final class KernelView {
  private final Mode mode;
  private final Core core;
  private final Guardian guardian;
  private final Runnable writeAnew;
  private final InstantSource clock;

  /**
   * @param writeAnew has every enforcer that cannot be compared write all it should hold
   */
  KernelView(Mode mode, Core core, Guardian guardian, Runnable writeAnew, InstantSource clock) {
    this.mode = mode;
    this.core = core;
    this.guardian = guardian;
    this.writeAnew = writeAnew;
    this.clock = clock;
  }

  /** The bans in the kernel, those that end first in front; then the wanted that it lacks. */
  void write(JsonGenerator out) throws Control.Refusal {
    NftablesEnforcer nftables = mode.nftables();
    if (nftables == null) {
      throw new Control.Refusal(
          "only nftables tells what it holds, and it does not enforce here: " + mode.told());
    }
    long now = clock.millis();
    Map<Prefix, Long> wanted = new HashMap<>();
    for (Ban ban : core.ask(judge -> judge.bansInForce(now))) {
      wanted.put(ban.scope(), ban.untilMillis());
    }
    try {
      Held held = nftables.held(now);
      out.writeArrayPropertyStart("bans");
      held.bans().stream()
          .sorted(
              Comparator.comparingLong(Change.Ban::untilMillis).thenComparing(Change.Ban::prefix))
          .forEach(ban -> write(out, ban, wanted.remove(ban.prefix()) != null));
      out.writeEndArray();
      Json.texts(out, "lacking", wanted.keySet().stream().sorted().map(Prefix::toString).toList());
      out.writeNumberProperty("dropped-packets", held.droppedPackets());
      out.writeNumberProperty("dropped-bytes", held.droppedBytes());
    } catch (IOException e) {
      throw new Control.Refusal("the kernel cannot be asked: " + e.getMessage());
    }
  }

  private static void write(JsonGenerator out, Change.Ban ban, boolean wanted) {
    out.writeStartObject();
    Json.text(out, "scope", ban.prefix());
    Json.time(out, "until", ban.untilMillis());
    out.writeBooleanProperty("wanted", wanted);
    out.writeEndObject();
  }

  /** Compares now and mends; what cannot be compared is written anew. */
  void mend(JsonGenerator out) throws Control.Refusal {
    try {
      @Nullable Mending mending = guardian.mend();
      writeAnew.run();
      if (mending == null) {
        out.writeStringProperty("told", "all that enforces writes all it should hold anew");
        return;
      }
      out.writeStringProperty("told", mending.toString());
      out.writeBooleanProperty("rebuilt", mending.rebuilt());
      out.writeNumberProperty("missing", mending.missing());
      out.writeNumberProperty("foreign", mending.foreign());
      out.writeNumberProperty("wrong-end", mending.wrongEnd());
    } catch (IOException e) {
      throw new Control.Refusal("the firewall could not be compared: " + e.getMessage());
    }
  }
}
