package org.redoubt.decide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixTable;

/**
 * The bans in force, a bounded number: beyond it those that end first are forgotten. In primitive
 * arrays, since a storm makes a hundred thousand of them.
 */
final class Bans {
  private static final int LENGTHS = 129;
  private static final long SWEEP_MILLIS = 60_000;

  /** When there are too many, this part of them goes at once, so that the search for them pays. */
  private static final int SHARE_TO_GO = 64;

  private final int most;
  private final PrefixTable rowOf;
  private final BanRows rows = new BanRows();

  /** How many bans there are of each length in 128-bit space. */
  private final int[] ofLength = new int[LENGTHS];

  private long sweptMillis = Long.MIN_VALUE;

  /**
   * @param key of the hash; one that strangers do not know
   */
  Bans(int most, long key) {
    this.most = most;
    rowOf = new PrefixTable(key);
  }

  void add(Ban ban, long atMillis) {
    makeRoom(atMillis);
    int slot = rowOf.find(ban.scope());
    if (slot != PrefixTable.NONE) {
      rows.set((int) rowOf.value(slot), ban);
      return;
    }
    rowOf.put(ban.scope(), rows.add(ban));
    ofLength[ban.scope().mappedLength()]++;
  }

  private void makeRoom(long atMillis) {
    boolean full = rowOf.size() >= most;
    if (full || sweptMillis == Long.MIN_VALUE || Math.abs(atMillis - sweptMillis) >= SWEEP_MILLIS) {
      sweptMillis = atMillis;
      drop(atMillis, Integer.MAX_VALUE);
    }
    if (rowOf.size() >= most) {
      int tooMany = rowOf.size() - most + Math.max(1, most / SHARE_TO_GO);
      drop(endOf(tooMany), tooMany);
    }
  }

  /** When that many will have ended. */
  private long endOf(int many) {
    long[] ends = new long[rowOf.size()];
    int[] next = {0};
    eachSlot(slot -> ends[next[0]++] = untilMillis(slot));
    Arrays.sort(ends);
    return ends[many - 1];
  }

  /** Drops so many at most of those that end until then. */
  private void drop(long untilMillis, int atMost) {
    List<Prefix> ended = new ArrayList<>();
    eachSlot(slot -> {
      if (untilMillis(slot) <= untilMillis && ended.size() < atMost) {
        ended.add(rowOf.prefix(slot));
      }
    });
    ended.forEach(this::remove);
  }

  private void remove(Prefix scope) {
    int slot = rowOf.find(scope);
    rows.giveBack((int) rowOf.value(slot));
    rowOf.remove(scope);
    ofLength[scope.mappedLength()]--;
  }

  @FunctionalInterface
  private interface SlotTaker {
    void take(int slot);
  }

  private void eachSlot(SlotTaker taker) {
    for (int slot = 0; slot < rowOf.slots(); slot++) {
      if (!rowOf.isFree(slot)) {
        taker.take(slot);
      }
    }
  }

  private long untilMillis(int slot) {
    return rows.untilMillis((int) rowOf.value(slot));
  }

  private Ban ban(int slot) {
    return rows.ban((int) rowOf.value(slot), rowOf.prefix(slot));
  }

  /** The ban in force that keeps the whole block out, or null. */
  @Nullable Ban covering(Prefix scope, long atMillis) {
    int mapped = scope.mappedLength() - scope.length();
    for (int length = scope.length(); length >= 0; length--) {
      if (ofLength[mapped + length] > 0) {
        int slot = rowOf.find(Prefix.of(scope.base(), length));
        if (slot != PrefixTable.NONE && untilMillis(slot) > atMillis) {
          return ban(slot);
        }
      }
    }
    return null;
  }

  @Nullable Ban covering(Address address, long atMillis) {
    return covering(address.alone(), atMillis);
  }

  /** Takes away every ban that shares an address with the block. */
  List<Ban> takeOverlapping(Prefix scope, long atMillis) {
    List<Ban> taken = new ArrayList<>();
    each(
        atMillis,
        ban -> {
          if (ban.scope().overlaps(scope)) {
            taken.add(ban);
          }
        });
    taken.forEach(ban -> remove(ban.scope()));
    return taken;
  }

  List<Ban> inForce(long atMillis) {
    List<Ban> all = new ArrayList<>(rowOf.size());
    each(atMillis, all::add);
    return all;
  }

  void each(long atMillis, Consumer<Ban> taker) {
    eachSlot(slot -> {
      if (untilMillis(slot) > atMillis) {
        taker.accept(ban(slot));
      }
    });
  }
}
