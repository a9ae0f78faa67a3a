package org.redoubt.enforce;

import java.time.Duration;

/**
 * How strangers are made to come twice.
 *
 * @param hold how long a stranger is refused from his first connection on
 * @param ripe how long from that on he may come; longer than the hold
 */
public record GreylistSettings(Duration hold, Duration ripe) {
  public static final GreylistSettings DEFAULTS =
      new GreylistSettings(Duration.ofSeconds(60), Duration.ofMinutes(61));

  public GreylistSettings {
    if (hold.toSeconds() < 1 || ripe.compareTo(hold) <= 0) {
      throw new IllegalArgumentException(
          "hold must be a second at least, and ripe longer than hold");
    }
  }
}
