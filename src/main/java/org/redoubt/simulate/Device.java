package org.redoubt.simulate;

import org.redoubt.event.Protocol;

/**
 * A mail program with a stored password. After a change it may keep the old one for hours, and then
 * tries it on several connections at each poll.
 */
final class Device {
  private static final int[] CONNECTIONS = {1, 1, 2, 4};
  private static final double KEEPS_OLD = .5;
  private static final double KEPT_MEAN_MILLIS = 4.0 * Place.HOUR;
  private final Person person;
  private final Place place;
  private final Protocol protocol;
  private final int staleConnections;
  private final long[] staleUntil;

  Device(Person person, Place place, Protocol protocol, Chance chance) {
    this.person = person;
    this.place = place;
    this.protocol = protocol;
    staleConnections = CONNECTIONS[chance.below(CONNECTIONS.length)];
    staleUntil = new long[person.passwords().changes().size()];
    for (int i = 0; i < staleUntil.length; i++) {
      long kept = chance.happens(KEEPS_OLD) ? chance.exponential(KEPT_MEAN_MILLIS) : 0;
      staleUntil[i] = person.passwords().changes().get(i) + kept;
    }
  }

  /** One poll: a login, or several with an old password. */
  void poll(long atMillis, Directory directory, Script script) {
    int version = person.passwords().versionAt(atMillis);
    boolean stale = version > 0 && atMillis < staleUntil[version - 1];
    String password = person.passwords().version(stale ? version - 1 : version);
    int connections = stale ? staleConnections : 1;
    for (int i = 0; i < connections; i++) {
      long at = atMillis + i * 40L;
      script.add(
          directory.attempt(
              at, place.at(at), person.account(), password, protocol, Attempt.HONEST));
    }
  }
}
