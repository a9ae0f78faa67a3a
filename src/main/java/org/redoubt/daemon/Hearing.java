package org.redoubt.daemon;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.audit.KeptEvent;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Sink;
import org.redoubt.detect.Evidence;
import org.redoubt.event.AuthEvent;

/** What the judge says while it looks at one event. */
final class Hearing implements Sink {
  final List<Decision> decisions = new ArrayList<>();
  private final StringBuilder reasons = new StringBuilder();
  private double weight;

  void clear() {
    decisions.clear();
    reasons.setLength(0);
    weight = 0;
  }

  @Override
  public void decided(Decision decision) {
    decisions.add(decision);
  }

  @Override
  public void evidence(AuthEvent event, Evidence evidence) {
    reasons.append(reasons.isEmpty() ? "" : ", ").append(evidence.reason());
    weight += evidence.weight();
  }

  @Override
  public boolean wantsEvidence() {
    return true;
  }

  void arrived() {
    reasons.append(reasons.isEmpty() ? "" : ", ").append("first login from this network");
  }

  boolean isTold() {
    return !reasons.isEmpty() || !decisions.isEmpty();
  }

  KeptEvent kept(AuthEvent event, String line) {
    return new KeptEvent(event, reasons.toString(), weight, line);
  }
}
