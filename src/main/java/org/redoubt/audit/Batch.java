package org.redoubt.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.decide.Decision;

/**
 * What is stored in one transaction: events and decisions with the positions of the lines they came
 * from, so that after a crash they are all there or none is. Fill, write, {@link #clear}.
 */
public final class Batch {
  final List<KeptEvent> events = new ArrayList<>();
  final List<Decision> decisions = new ArrayList<>();
  final List<KnownLogin> logins = new ArrayList<>();
  final Map<String, String> positions = new LinkedHashMap<>();

  public void add(KeptEvent event) {
    events.add(event);
  }

  public void add(Decision decision) {
    decisions.add(decision);
  }

  public void add(KnownLogin login) {
    logins.add(login);
  }

  /** Notes how far an input has been read; the last mark of an input counts. */
  public void position(String input, String mark) {
    positions.put(input, mark);
  }

  /** Events and decisions in it. */
  public int size() {
    return events.size() + decisions.size();
  }

  public boolean isEmpty() {
    return events.isEmpty() && decisions.isEmpty() && logins.isEmpty() && positions.isEmpty();
  }

  public void clear() {
    events.clear();
    decisions.clear();
    positions.clear();
  }
}
