package org.redoubt.enforce;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The counters of a table, as the kernel has them (linux/netfilter/nf_tables.h). */
final class Counters {
  private static final int GET_OBJECTS = 19;
  private static final int TABLE_NAME = 1;
  private static final int NAME = 2;
  private static final int KIND = 3;
  private static final int CONTENT = 4;
  private static final int COUNTER = 1;
  private static final int PACKETS = 2;

  private Counters() {}

  /** Packets by the name of the counter. */
  static Map<String, Long> of(String table) throws IOException {
    Map<String, Long> packets = new TreeMap<>();
    String bare = Shape.bare(table);
    try (Netlink kernel = new Netlink(Netlink.NETFILTER, 0)) {
      kernel.dump(
          GET_OBJECTS,
          object -> {
            if (object.text(TABLE_NAME).equals(bare) && object.number(KIND) == COUNTER) {
              packets.put(object.text(NAME), object.numberWithin(CONTENT, PACKETS));
            }
          });
    }
    return packets;
  }
}
