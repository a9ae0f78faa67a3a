package org.redoubt.replay;

import java.util.List;

/** What one policy did, by label in the order in which labels appeared. */
public record PolicyResult(
    String policy,
    String description,
    List<LabelResult> labels,
    List<Alarm> alarms,
    Timeline timeline) {

  /** Something a policy told the admin. */
  public record Alarm(long atMillis, String what) {}

  public PolicyResult {
    labels = List.copyOf(labels);
    alarms = List.copyOf(alarms);
  }

  /** Expected accounts lost to all attacks together. */
  public double accountsLost() {
    return labels.stream().mapToDouble(LabelResult::expectedAccountsLost).sum();
  }
}
