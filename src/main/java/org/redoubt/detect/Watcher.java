package org.redoubt.detect;

import org.redoubt.event.AuthEvent;

/** Who is told what an event gave. Called within the call that observes it. */
public interface Watcher {
  void found(Finding finding);

  /** One piece of evidence; only called where {@link #wantsEvidence}. */
  void evidence(AuthEvent event, Evidence evidence);

  boolean wantsEvidence();
}
