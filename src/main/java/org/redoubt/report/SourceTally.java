package org.redoubt.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Decision;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** What one source did. */
public final class SourceTally {
  private final Address source;
  private final int id;
  private long attempts;
  private long successes;
  private int accounts;
  private int protocols;
  private long firstMillis = Long.MAX_VALUE;
  private long lastMillis = Long.MIN_VALUE;
  private double score;
  private @Nullable Decision decision;

  SourceTally(Address source, int id) {
    this.source = source;
    this.id = id;
  }

  void count(AuthEvent event) {
    attempts += event.attempts();
    protocols |= 1 << event.protocol().ordinal();
    firstMillis = Math.min(firstMillis, event.atMillis());
    lastMillis = Math.max(lastMillis, event.atMillis());
  }

  void countSuccess() {
    successes++;
  }

  void countAccount() {
    accounts++;
  }

  /** Keeps the first ban; else the first of what else was decided. */
  void decided(Decision made) {
    if (decision == null
        || decision.kind() != Decision.Kind.BAN && made.kind() == Decision.Kind.BAN) {
      decision = made;
    }
  }

  void score(double atTheEnd) {
    score = atTheEnd;
  }

  int id() {
    return id;
  }

  public Address source() {
    return source;
  }

  /** How many logins failed because of a wrong password or an unknown account. */
  public long attempts() {
    return attempts;
  }

  public long successes() {
    return successes;
  }

  /** How many different accounts the failed attempts named. */
  public int accounts() {
    return accounts;
  }

  public List<Protocol> protocols() {
    List<Protocol> spoken = new ArrayList<>();
    for (Protocol protocol : Protocol.values()) {
      if ((protocols >>> protocol.ordinal() & 1) != 0) {
        spoken.add(protocol);
      }
    }
    return spoken;
  }

  public long firstMillis() {
    return firstMillis;
  }

  public long lastMillis() {
    return lastMillis;
  }

  /** Log-odds that it guesses: when it was decided upon, else at the end. */
  public double score() {
    return decision == null ? score : decision.score();
  }

  /** What was first decided about it or a network that it is in; a ban before all else. */
  public @Nullable Decision decision() {
    return decision;
  }
}
