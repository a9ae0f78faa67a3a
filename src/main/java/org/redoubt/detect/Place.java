package org.redoubt.detect;

import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * The blocks an address is in, as table keys: the base's two halves with the kind of block in bits
 * that a base never uses. A customer of IPv6 has a /64 at least, so that is one source.
 */
enum Place {
  SOURCE(32, 64),
  NETWORK(24, 48),
  REGION(16, 32);

  static final Place[] ALL = values();

  private final int v4Length;
  private final int v6Length;

  Place(int v4Length, int v6Length) {
    this.v4Length = v4Length;
    this.v6Length = v6Length;
  }

  /** The upper half of the key. */
  long hi(Address address) {
    return address.isV4() ? 0 : address.hi() & -1L << 64 - v6Length;
  }

  /** The lower half of the key; never 0. */
  long lo(Address address) {
    if (!address.isV4()) {
      return v6Length;
    }
    long base = address.v4Bits() & -1L << 32 - v4Length & 0xffff_ffffL;
    return (long) v4Length << 48 | 0xffff_0000_0000L | base;
  }

  Prefix of(Address address) {
    return Prefix.of(address, address.isV4() ? v4Length : v6Length);
  }

  /** The block of a key that {@link #hi} and {@link #lo} gave. */
  static Prefix prefix(long hi, long lo) {
    int v4 = (int) (lo >>> 48);
    return v4 == 0 ? Prefix.of(new Address(hi, 0), (int) lo) : Prefix.of(Address.v4((int) lo), v4);
  }
}
