package org.redoubt.detect;

import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;

/** One event with what was looked up about it. */
final class Attempt {
  /** Stands for the name where the log does not say it. */
  private static final long NAMELESS = 1;

  final Address source;
  final AuthEvent event;
  final long at;

  /** The hash of the name. */
  final long account;

  /** The hash of the source's network. */
  final long network;

  final boolean familiar;

  /** Accounts that log in from the source. */
  final double people;

  Attempt(AuthEvent event, Address source, HashKey key, Homes homes, People people) {
    this.event = event;
    this.source = source;
    this.at = event.atMillis();
    this.account = event.account() == null ? NAMELESS : key.of(event.account().name());
    this.network = key.of(Place.NETWORK.hi(source), Place.NETWORK.lo(source));
    this.familiar = isNamed() && homes.familiar(account, network, at);
    this.people = people.count(Place.SOURCE, source, at);
  }

  boolean isNamed() {
    return event.account() != null;
  }

  String name() {
    return event.account() == null ? "" : event.account().name();
  }

  boolean unknown() {
    return event.outcome() == Outcome.UNKNOWN_ACCOUNT;
  }

  /** The name as a source's row keeps it; never 0. */
  int shortName() {
    int bits = (int) (account >>> 32);
    return bits == 0 ? 1 : bits;
  }
}
