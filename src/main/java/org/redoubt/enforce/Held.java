package org.redoubt.enforce;

import java.io.IOException;
import java.util.List;

/**
 * What the kernel holds of ours.
 *
 * @param bans with the ends that the kernel gives them
 * @param droppedPackets packets kept out since the table was made
 * @param droppedBytes their size
 */
public record Held(List<Change.Ban> bans, long droppedPackets, long droppedBytes) {
  private static final int GET_OBJECTS = 19;
  private static final int TABLE = 1;
  private static final int NAME = 2;
  private static final int CONTENT = 4;
  private static final int BYTES = 1;
  private static final int PACKETS = 2;

  public Held {
    bans = List.copyOf(bans);
  }

  /** With these bans, and the counter of our table. */
  static Held with(List<Change.Ban> bans) throws IOException {
    long[] dropped = {0, 0, 0};
    try (Netlink kernel = new Netlink(Netlink.NETFILTER, 0)) {
      kernel.dump(
          GET_OBJECTS,
          object -> {
            Attributes content = Attributes.of(object.attribute(CONTENT));
            boolean ours =
                Ruleset.TABLE.endsWith(" " + object.text(TABLE))
                    && object.text(NAME).equals(Ruleset.DROPPED);
            while (ours && content.next()) {
              dropped[Math.clamp(content.kind(), 0, PACKETS)] = content.number();
            }
          });
    }
    return new Held(bans, dropped[PACKETS], dropped[BYTES]);
  }
}
