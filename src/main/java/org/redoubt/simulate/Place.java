package org.redoubt.simulate;

import java.util.List;
import org.redoubt.net.Address;

/** Where a device is at a time: its address as the mail server sees it. */
sealed interface Place {
  long HOUR = 3_600_000L;
  long DAY = 24 * HOUR;

  Address at(long millis);

  /** Behind an address that stays. */
  record Fixed(Address address) implements Place {
    @Override
    public Address at(long millis) {
      return address;
    }
  }

  /** At home: an address of the provider's /16 for a lease, then another. */
  record Lease(int isp, long leaseMillis, long key) implements Place {
    @Override
    public Address at(long millis) {
      long lease = Math.floorDiv(millis + (key >>> 1) % leaseMillis, leaseMillis);
      return AddressPlan.home(isp, Chance.mix(key ^ lease));
    }
  }

  /**
   * A home with IPv6 too: a /64 for a lease, a new interface number every day, and IPv4 on some
   * days.
   */
  record DualStack(Lease v4, long key) implements Place {
    private static final long V4_PERCENT = 30;

    @Override
    public Address at(long millis) {
      long day = Math.floorDiv(millis, DAY);
      if (Long.remainderUnsigned(Chance.mix(key + day), 100) < V4_PERCENT) {
        return v4.at(millis);
      }
      long lease = Math.floorDiv(millis + (key >>> 1) % v4.leaseMillis, v4.leaseMillis);
      return AddressPlan.home6(v4.isp, Chance.mix(key ^ lease), Chance.mix(key ^ ~day));
    }
  }

  /** A phone behind its carrier: another shared address every two hours. */
  record Carrier(long key) implements Place {
    @Override
    public Address at(long millis) {
      return AddressPlan.carrier(Chance.mix(key ^ Math.floorDiv(millis + key % DAY, 2 * HOUR)));
    }
  }

  /** On the way at times, each day in another network; else at the usual place. */
  record Travelling(Place usual, List<Trip> trips, long key) implements Place {
    @Override
    public Address at(long millis) {
      for (Trip trip : trips) {
        if (millis >= trip.fromMillis && millis < trip.toMillis) {
          return AddressPlan.world(Chance.mix(key ^ Math.floorDiv(millis, DAY)));
        }
      }
      return usual.at(millis);
    }
  }

  record Trip(long fromMillis, long toMillis) {}
}
