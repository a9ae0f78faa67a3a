package org.redoubt.daemon;

import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.EnforcerLane;
import tools.jackson.core.JsonGenerator;

/**
 * How one enforcer does, for the status command.
 *
 * @param told more for people: what hinders it, or what it has done; null when there is nothing
 * @param waiting changes that it has not made yet
 */
record EnforcerState(String name, State state, @Nullable String told, long waiting) {
  /** Whether it does its work. */
  enum State {
    WORKS,
    /** It failed and is tried again. */
    BROKEN,
    /** It cannot be used here. */
    MISSING
  }

  static EnforcerState of(String name, @Nullable String problem, long waiting) {
    return new EnforcerState(name, problem == null ? State.WORKS : State.BROKEN, problem, waiting);
  }

  static EnforcerState of(EnforcerLane lane) {
    return of(lane.name(), lane.problem(), lane.pending());
  }

  /** Says this where there is nothing else to say. */
  EnforcerState or(String usual) {
    return told == null ? new EnforcerState(name, state, usual, waiting) : this;
  }

  void write(JsonGenerator out) {
    out.writeStartObject();
    Json.text(out, "name", name);
    Json.text(out, "state", Json.word(state));
    Json.text(out, "told", told);
    if (waiting > 0) {
      out.writeNumberProperty("waiting", waiting);
    }
    out.writeEndObject();
  }
}
