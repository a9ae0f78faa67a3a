package org.redoubt.replay;

import java.util.HashMap;
import java.util.Map;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Attempt;

/**
 * How the owners fared: logins with the right password, by account and network (/24, IPv6 /48). A
 * pair is locked out when it was turned away over 15 minutes or more and never got in between.
 */
final class Pairs {
  private static final long LOCKED_OUT_MILLIS = 15 * 60_000;
  private final Map<Key, Pair> pairs = new HashMap<>();
  private long logins;
  private long refused;
  private long lockedOut;

  private record Key(Object account, Prefix network) {}

  private static final class Pair {
    private static final long NEVER = Long.MIN_VALUE;
    private long refusedSinceMillis = NEVER;
    private boolean lockedOut;
  }

  /** A login with the right password, whatever comes of it. */
  void begun() {
    logins++;
  }

  /** A login that was turned away at its first try. */
  void turnedAway() {
    refused++;
  }

  void letThrough(Attempt attempt) {
    pair(attempt).refusedSinceMillis = Pair.NEVER;
  }

  void heldBack(Attempt attempt, long atMillis) {
    Pair pair = pair(attempt);
    if (pair.refusedSinceMillis == Pair.NEVER) {
      pair.refusedSinceMillis = atMillis;
    }
    boolean longEnough = atMillis - pair.refusedSinceMillis >= LOCKED_OUT_MILLIS;
    if (longEnough && !pair.lockedOut) {
      pair.lockedOut = true;
      lockedOut++;
    }
  }

  private Pair pair(Attempt attempt) {
    Object account = attempt.account() == null ? "" : attempt.account();
    return pairs.computeIfAbsent(new Key(account, attempt.source().network()), k -> new Pair());
  }

  long logins() {
    return logins;
  }

  long refused() {
    return refused;
  }

  long count() {
    return pairs.size();
  }

  long lockedOut() {
    return lockedOut;
  }
}
