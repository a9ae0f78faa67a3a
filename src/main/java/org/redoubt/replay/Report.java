package org.redoubt.replay;

import java.util.List;

/**
 * What came of a replay.
 *
 * @param attempts how many were read
 * @param notes what had to be assumed, for people
 */
public record Report(long attempts, List<String> notes, List<PolicyResult> policies) {
  public Report {
    notes = List.copyOf(notes);
    policies = List.copyOf(policies);
  }
}
