package org.redoubt.detect;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * How many different accounts log in from a source, a network, a region: what a wrong ban there
 * would cost. Learned from successes alone, so no guesser can fill it.
 *
 * <p>Each place has two sets of 64 bits, one for the current half month and one for that before; an
 * account sets one bit, and the number of accounts follows from the bits still clear (linear
 * counting; Whang et al., 1990). About right to 150 accounts, which is where it stops to matter.
 */
final class People {
  private static final int WINDOW_DAYS = 15;
  static final int MEMORY_DAYS = 30;
  private static final double[] BY_BITS = new double[65];

  static {
    for (int bits = 0; bits < 64; bits++) {
      BY_BITS[bits] = -64 * Math.log(1 - bits / 64.0);
    }
    BY_BITS[64] = 64 * Math.log(128);
  }

  private static final int CURRENT = 0;
  private static final int BEFORE = 1;
  private static final int WHEN = 2;

  private final Table places;

  People(int maxPlaces, HashKey key) {
    places = new Table(2, 3, maxPlaces, key, People::worth);
  }

  private static double worth(Table table, int row, long nowMillis) {
    int bits = Long.bitCount(table.get(row, CURRENT) | table.get(row, BEFORE));
    return bits * 1000.0 - (Days.of(nowMillis) - lastDay(table.get(row, WHEN)));
  }

  /** The number of accounts seen there within the last two to four weeks. */
  double count(Place place, Address address, long nowMillis) {
    int row = places.find(place.hi(address), place.lo(address));
    if (row == Table.NONE) {
      return 0;
    }
    long when = places.get(row, WHEN);
    int age = Days.of(nowMillis) / WINDOW_DAYS - window(when);
    if (Days.of(nowMillis) - lastDay(when) > MEMORY_DAYS || age > 2) {
      return 0;
    }
    long bits = places.get(row, CURRENT) | (age <= 0 ? places.get(row, BEFORE) : 0);
    return BY_BITS[Long.bitCount(bits)];
  }

  /** An account logged in from the address. */
  void add(Address address, long account, long nowMillis) {
    for (Place place : Place.ALL) {
      int row = row(place, address, nowMillis);
      turn(row, nowMillis);
      add(row, CURRENT, account);
    }
  }

  /** The same, perhaps before others that are known already; these are kept. */
  void recall(Address address, long account, long atMillis) {
    for (Place place : Place.ALL) {
      int row = row(place, address, atMillis);
      int age = Days.of(atMillis) / WINDOW_DAYS - window(places.get(row, WHEN));
      if (age > 0 || places.get(row, WHEN) == 0) {
        turn(row, atMillis);
      }
      if (age >= -1) {
        add(row, age >= 0 ? CURRENT : BEFORE, account);
      }
    }
  }

  private int row(Place place, Address address, long nowMillis) {
    long hi = place.hi(address);
    long lo = place.lo(address);
    int row = places.find(hi, lo);
    return row == Table.NONE ? places.insert(hi, lo, nowMillis) : row;
  }

  private void add(int row, int window, long account) {
    places.set(row, window, places.get(row, window) | 1L << (account & 63));
  }

  private void turn(int row, long nowMillis) {
    int window = Days.of(nowMillis) / WINDOW_DAYS;
    int age = window - window(places.get(row, WHEN));
    if (age == -1) {
      return;
    }
    if (age != 0) {
      places.set(row, BEFORE, age == 1 ? places.get(row, CURRENT) : 0);
      places.set(row, CURRENT, 0);
    }
    places.set(row, WHEN, (long) window << 32 | Days.of(nowMillis));
  }

  /** The networks in which somebody logged in lately. */
  List<Prefix> networks(long nowMillis) {
    List<Prefix> found = new ArrayList<>();
    places.forEach(row -> {
      Prefix prefix = Place.prefix(places.keyHi(row), places.keyLo(row));
      if (prefix.equals(prefix.base().network())
          && Days.of(nowMillis) - lastDay(places.get(row, WHEN)) <= MEMORY_DAYS) {
        found.add(prefix);
      }
    });
    return found;
  }

  Table table() {
    return places;
  }

  private static int window(long when) {
    return (int) (when >>> 32);
  }

  private static int lastDay(long when) {
    return (int) when;
  }
}
