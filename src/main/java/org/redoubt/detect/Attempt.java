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

  /** Whether the account is at home there. */
  final boolean familiar;

  /** Accounts that log in from the source. */
  final double people;

  Attempt(AuthEvent event, Address source, Memory memory) {
    HashKey key = memory.key();
    this.event = event;
    this.source = source;
    this.at = event.atMillis();
    this.account = event.account() == null ? NAMELESS : key.of(event.account().name());
    this.network = key.of(Place.NETWORK.hi(source), Place.NETWORK.lo(source));
    this.familiar = isNamed() && memory.homes().familiar(account, network, at);
    this.people = memory.people().count(Place.SOURCE, source, at);
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

  long region(Memory memory) {
    return memory.key().of(Place.REGION.hi(source), Place.REGION.lo(source));
  }

  Tier tier(Memory memory) {
    if (familiar) {
      return Tier.HOME;
    }
    boolean nearby = isNamed() && memory.homes().familiar(account, region(memory), at);
    return nearby ? Tier.NEARBY : Tier.STRANGE;
  }
}
