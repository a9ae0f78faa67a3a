package org.redoubt.detect;

import org.redoubt.net.Address;

/**
 * Evidence summed over the networks and regions of sources. It acts only where nobody logs in, and
 * its rows count how many sources and networks a block has put into our tables lately, so that one
 * block cannot flush them.
 */
final class Networks {
  private static final int SOURCES_OF_A_NETWORK = 64;
  private static final int ROWS_OF_A_REGION = 4_096;
  private static final double V4_SHARE = 0.35;
  private static final double REGION_SHARE = 0.5;

  /** How a block is held, kept in the last bit of the second until which it is. */
  static final int TOLD = 0;

  static final int BANNED = 1;

  private static final int ODDS = 0;
  private static final int TIME = 1;
  private static final int HELD = 2;

  private final Table table;
  private final double fadePerMilli;

  Networks(DetectSettings settings, HashKey key) {
    fadePerMilli = Math.log(2) / settings.halfLife().toMillis();
    table = new Table(2, 3, settings.networks(), key, this::worth);
  }

  private double worth(Table rows, int row, long nowMillis) {
    double age = fadePerMilli * Math.abs(nowMillis - rows.get(row, TIME));
    return (first(row, ODDS) + second(row, ODDS) + second(row, HELD) / 16) / (1 + age);
  }

  /** The share of a source's evidence that its network takes. */
  static double share(Place place, Address address) {
    return place == Place.REGION ? REGION_SHARE : address.isV4() ? V4_SHARE : 1;
  }

  /** Whether regions are kept for such addresses: a /16 of IPv4 has too many owners. */
  static boolean hasRegion(Address address) {
    return !address.isV4();
  }

  /** The row of the block, or {@link Table#NONE}. */
  int find(Place place, Address address) {
    return table.find(place.hi(address), place.lo(address));
  }

  /** The row of the block, made if the region's quota allows, brought to this time. */
  int open(Place place, Address address, long nowMillis) {
    int row = find(place, address);
    if (row == Table.NONE) {
      if (place == Place.NETWORK && !mayAdd(Place.REGION, address, ROWS_OF_A_REGION, nowMillis)) {
        return Table.NONE;
      }
      row = table.insert(place.hi(address), place.lo(address), nowMillis);
      table.set(row, TIME, nowMillis);
    }
    advance(row, nowMillis);
    return row;
  }

  /** Whether the source's blocks may have one more row; if so it is counted. */
  boolean mayAddSource(Address address, long nowMillis) {
    return mayAdd(Place.REGION, address, ROWS_OF_A_REGION, nowMillis)
        && mayAdd(Place.NETWORK, address, SOURCES_OF_A_NETWORK, nowMillis);
  }

  private boolean mayAdd(Place place, Address address, int most, long nowMillis) {
    if (place == Place.REGION && !hasRegion(address)) {
      return true;
    }
    int row = open(place, address, nowMillis);
    if (row == Table.NONE || second(row, HELD) >= most) {
      return false;
    }
    second(row, HELD, second(row, HELD) + 1);
    return true;
  }

  private void advance(int row, long nowMillis) {
    long passed = nowMillis - table.get(row, TIME);
    if (passed > 0) {
      double fade = Math.exp(-fadePerMilli * passed);
      pair(row, ODDS, first(row, ODDS) * fade, second(row, ODDS) * fade);
      second(row, HELD, second(row, HELD) * fade);
    }
    table.set(row, TIME, nowMillis);
  }

  double odds(int row) {
    return first(row, ODDS);
  }

  void add(int row, double nats) {
    pair(row, ODDS, Math.max(0, first(row, ODDS) + nats), second(row, ODDS));
  }

  /** How many of its sources were found guessing, fading. */
  double guessers(int row) {
    return second(row, ODDS);
  }

  /** One more source of it was found guessing. */
  void guesserIn(int row) {
    pair(row, ODDS, first(row, ODDS), second(row, ODDS) + 1);
  }

  /** Whether nothing more is to be found about it, for it is banned or was told. */
  boolean held(int row, long nowMillis) {
    return Days.later((int) (table.get(row, HELD) >>> 32), nowMillis);
  }

  void hold(int row, long untilMillis, int how) {
    long rest = table.get(row, HELD) & 0xffff_ffffL;
    table.set(row, HELD, (long) (Days.seconds(untilMillis) & ~1 | how) << 32 | rest);
  }

  /** What is banned is told anew. */
  void afterLoad() {
    table.forEach(row -> table.set(row, HELD, table.get(row, HELD) & 0xffff_ffffL));
  }

  /** Whether the address's network or region is banned as a whole. */
  boolean banned(Address address, long nowMillis) {
    return banned(Place.NETWORK, address, nowMillis)
        || hasRegion(address) && banned(Place.REGION, address, nowMillis);
  }

  private boolean banned(Place place, Address address, long nowMillis) {
    int row = find(place, address);
    return row != Table.NONE && (table.get(row, HELD) >>> 32 & 1) == BANNED && held(row, nowMillis);
  }

  Table table() {
    return table;
  }

  private double first(int row, int field) {
    return Float.intBitsToFloat((int) (table.get(row, field) >>> 32));
  }

  private double second(int row, int field) {
    return Float.intBitsToFloat((int) table.get(row, field));
  }

  private void second(int row, int field, double value) {
    table.set(row, field, table.get(row, field) & ~0xffff_ffffL | bits(value));
  }

  private void pair(int row, int field, double first, double second) {
    table.set(row, field, bits(first) << 32 | bits(second));
  }

  private static long bits(double value) {
    return Integer.toUnsignedLong(Float.floatToRawIntBits((float) value));
  }
}
