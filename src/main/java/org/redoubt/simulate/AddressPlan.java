package org.redoubt.simulate;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.net.Address;

/**
 * Who has which addresses. All are nobody's: IPv4 in the never-assigned block 240.0.0.0/4 (RFC
 * 1112), the site's own front ends and IPv6 in blocks kept for documentation (RFC 5737, 3849,
 * 9637).
 */
final class AddressPlan {
  static final int ISPS = 12;
  static final Address WEBMAIL = Address.of("198.51.100.80");
  static final Address MONITOR = Address.of("203.0.113.90");
  private static final int FIRST_ISP = 240 << 24;
  private static final int FIRST_OFFICE = 241 << 24;
  private static final int FIRST_CARRIER = 242 << 24;
  private static final int FIRST_WORLD = 243 << 24;
  private static final long CARRIERS = 3;
  private static final long CARRIER_ADDRESSES = 64;
  private static final long WORLD_ADDRESSES = 12L << 24;

  private AddressPlan() {}

  /** An address that a provider's customer gets. */
  static Address home(int isp, long key) {
    return Address.v4(FIRST_ISP + (isp << 16) + (int) (key >>> 48));
  }

  /** An address in the /64 that a provider's customer gets. */
  static Address home6(int isp, long line, long host) {
    long customer = line >>> 40;
    return new Address(0x20010db8_00000000L | (long) isp << 28 | customer << 4, host | 1);
  }

  static Address office(int number) {
    return Address.v4(FIRST_OFFICE + (number << 16) + 0x0a0b);
  }

  /** One of the addresses behind which a carrier puts its phones. */
  static Address carrier(long key) {
    long pool = Long.remainderUnsigned(key, CARRIERS);
    long host = Long.remainderUnsigned(key / 7, CARRIER_ADDRESSES);
    return Address.v4(FIRST_CARRIER + (int) (pool << 20) + (int) host);
  }

  /** Any address outside the networks of the people who live here. */
  static Address world(long key) {
    return Address.v4(FIRST_WORLD + (int) Long.remainderUnsigned(key, WORLD_ADDRESSES));
  }

  /**
   * A botnet: 3 % of it with the providers of the people, .3 % on their phones' addresses, the rest
   * anywhere.
   */
  static List<Address> botnet(int size, Chance chance) {
    List<Address> bots = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      bots.add(bot(chance));
    }
    return bots;
  }

  static Address bot(Chance chance) {
    double where = chance.unit();
    if (where < .003) {
      return carrier(chance.bits());
    }
    return where < .033 ? home(chance.below(ISPS), chance.bits()) : world(chance.bits());
  }
}
