package org.redoubt.decide;

import org.redoubt.detect.Evidence;
import org.redoubt.event.AuthEvent;

/** Who wants to know what came of an event. Called within the call that caused it. */
@FunctionalInterface
public interface Sink {
  void decided(Decision decision);

  /** A piece of evidence that the event gave; only called where {@link #wantsEvidence}. */
  default void evidence(AuthEvent event, Evidence evidence) {}

  /** Whether evidence shall be told as it arises; without, telling it costs nothing. */
  default boolean wantsEvidence() {
    return false;
  }
}
