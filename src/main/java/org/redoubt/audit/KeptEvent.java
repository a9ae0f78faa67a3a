package org.redoubt.audit;

import org.redoubt.event.AuthEvent;

/**
 * An event with what it weighed and the line it came from.
 *
 * @param event session and fingerprint are not stored and come back empty
 * @param reason the evidence it gave in plain words; empty when it gave none
 * @param weight natural-log odds that it added
 * @param line the line it came from, secrets removed; stored up to {@value #MAX_LINE_CHARS} chars
 */
public record KeptEvent(AuthEvent event, String reason, double weight, String line) {
  public static final int MAX_LINE_CHARS = 1024;

  public KeptEvent {
    line = line.length() > MAX_LINE_CHARS ? line.substring(0, MAX_LINE_CHARS) : line;
  }
}
