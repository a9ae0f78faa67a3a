package org.redoubt.replay;

import org.redoubt.net.Address;

/**
 * What the firewall does to a stranger while it makes strangers come twice: refuses him for a
 * minute from his first connection, and then lets him in for an hour.
 */
final class Greylist {
  private static final long HOLD_MILLIS = 60_000;
  private static final long RIPE_MILLIS = 61 * 60_000L;
  private final Aging<Long> firstMillis = new Aging<>(first -> first + RIPE_MILLIS);

  /** Whether the connection is let in; notes it if it is the first. */
  boolean mayCome(Address source, long atMillis) {
    Long first = firstMillis.get(source, atMillis);
    if (first == null) {
      firstMillis.put(source, atMillis);
      return false;
    }
    return atMillis - first >= HOLD_MILLIS;
  }
}
