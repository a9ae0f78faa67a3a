package org.redoubt.net;

import java.util.Arrays;

/**
 * A number for each prefix, in 24 bytes a slot of which at most five in six are taken: for many.
 * Open addressing with linear probing; a removal moves back what had to step aside. The hash is
 * keyed, since strangers choose what is put in. Not thread-safe.
 */
public final class PrefixTable {
  /** No slot. */
  public static final int NONE = -1;

  private static final int FIRST_SLOTS = 64;
  private static final int LONGS = 3;
  private static final int LENGTH_BITS = 8;
  private static final long LARGEST = Long.MAX_VALUE >> LENGTH_BITS;

  private final long key;

  /** High half, low half, and the value above the length, counted from 1 in 128-bit space. */
  private long[] slots = new long[FIRST_SLOTS * LONGS];

  private int size;

  /**
   * @param key of the hash; one that strangers do not know
   */
  public PrefixTable(long key) {
    this.key = key;
  }

  public int size() {
    return size;
  }

  /** The slots there are, some of them free: for a walk over all. */
  public int slots() {
    return slots.length / LONGS;
  }

  /** The slot of exactly this prefix, or {@link #NONE}; good until the next change. */
  public int find(Prefix prefix) {
    int slot = slotFor(prefix);
    return isFree(slot) ? NONE : slot;
  }

  public boolean isFree(int slot) {
    return slots[slot * LONGS + 2] == 0;
  }

  /** The prefix in a slot that is not free. */
  public Prefix prefix(int slot) {
    int at = slot * LONGS;
    Address base = new Address(slots[at], slots[at + 1]);
    int length = length(slot);
    return Prefix.of(base, base.isV4() ? length - 96 : length);
  }

  /** The number of the prefix in a slot that is not free. */
  public long value(int slot) {
    long value = slots[slot * LONGS + 2] >> LENGTH_BITS;
    return value == LARGEST ? Long.MAX_VALUE : value;
  }

  private int length(int slot) {
    return length(slots[slot * LONGS + 2]);
  }

  private static int length(long third) {
    return (int) (third & (1 << LENGTH_BITS) - 1) - 1;
  }

  /**
   * Sets the number of exactly this prefix.
   *
   * @param value from 0 to 2^55; what is larger is as {@code Long.MAX_VALUE}
   */
  public void put(Prefix prefix, long value) {
    int slot = slotFor(prefix);
    if (isFree(slot)) {
      size++;
      set(slot, prefix, value);
      if (size * 6L > slots() * 5L) {
        resize(slots() * 2);
      }
    } else {
      set(slot, prefix, value);
    }
  }

  private void set(int slot, Prefix prefix, long value) {
    int at = slot * LONGS;
    slots[at] = prefix.base().hi();
    slots[at + 1] = prefix.base().lo();
    slots[at + 2] = Math.min(value, LARGEST) << LENGTH_BITS | prefix.mappedLength() + 1;
  }

  private void resize(int newSlots) {
    long[] before = slots;
    slots = new long[newSlots * LONGS];
    for (int at = 0; at < before.length; at += LONGS) {
      if (before[at + 2] != 0) {
        int slot = probe(before[at], before[at + 1], length(before[at + 2]));
        System.arraycopy(before, at, slots, slot * LONGS, LONGS);
      }
    }
  }

  /** Forgets exactly this prefix; whether it was there. */
  public boolean remove(Prefix prefix) {
    int slot = find(prefix);
    if (slot == NONE) {
      return false;
    }
    size--;
    close(slot);
    if (slots() > FIRST_SLOTS && size * 4L < slots()) {
      resize(slots() / 2);
    }
    return true;
  }

  /** Moves back what would no longer be found behind the gap. */
  private void close(int gap) {
    int mask = slots() - 1;
    int free = gap;
    for (int slot = gap + 1 & mask; !isFree(slot); slot = slot + 1 & mask) {
      int at = slot * LONGS;
      int home = home(slots[at], slots[at + 1], length(slot));
      if ((slot - home & mask) >= (slot - free & mask)) {
        System.arraycopy(slots, at, slots, free * LONGS, LONGS);
        free = slot;
      }
    }
    Arrays.fill(slots, free * LONGS, free * LONGS + LONGS, 0);
  }

  /** Forgets all. */
  public void clear() {
    slots = new long[FIRST_SLOTS * LONGS];
    size = 0;
  }

  /** Forgets those whose number is at most this. */
  public void removeUpTo(long value) {
    remove(value, Integer.MAX_VALUE);
  }

  /** Forgets so many, those with the lowest numbers; of equal ones any. */
  public void removeLowest(int count) {
    if (count < size) {
      long[] values = new long[size];
      int next = 0;
      for (int slot = 0; slot < slots(); slot++) {
        if (!isFree(slot)) {
          values[next++] = slots[slot * LONGS + 2] >> LENGTH_BITS;
        }
      }
      Arrays.sort(values);
      int above = count;
      while (above > 0 && values[above - 1] == values[count]) {
        above--;
      }
      remove(values[count] - 1, Integer.MAX_VALUE);
      remove(values[count], count - above);
    } else {
      clear();
    }
  }

  /** Forgets at most so many of those whose number is at most this, each place in turn. */
  private void remove(long value, int atMost) {
    long[] before = slots;
    int going = 0;
    for (int slot = 0; slot < slots(); slot++) {
      going += goes(before, slot * LONGS, value) ? 1 : 0;
    }
    if (going == 0) {
      return;
    }
    int toGo = Math.min(going, atMost);
    int left = size - toGo;
    int wanted = FIRST_SLOTS;
    while (left * 6L > wanted * 5L) {
      wanted *= 2;
    }
    slots = new long[wanted * LONGS];
    size = left;
    for (int at = 0; at < before.length; at += LONGS) {
      if (toGo > 0 && goes(before, at, value)) {
        toGo--;
      } else if (before[at + 2] != 0) {
        System.arraycopy(
            before,
            at,
            slots,
            probe(before[at], before[at + 1], length(before[at + 2])) * LONGS,
            LONGS);
      }
    }
  }

  private static boolean goes(long[] from, int at, long value) {
    return from[at + 2] != 0 && from[at + 2] >> LENGTH_BITS <= value;
  }

  private int slotFor(Prefix prefix) {
    return probe(prefix.base().hi(), prefix.base().lo(), prefix.mappedLength());
  }

  /** The slot that holds it, or the free one where it belongs. */
  private int probe(long hi, long lo, int length) {
    int mask = slots() - 1;
    int slot = home(hi, lo, length);
    while (!isFree(slot)
        && (slots[slot * LONGS] != hi || slots[slot * LONGS + 1] != lo || length(slot) != length)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private int home(long hi, long lo, int length) {
    long mixed = mix(mix(mix(hi ^ key) ^ lo) + length);
    return (int) mixed & slots() - 1;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014), with the key of this table. */
  private long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL + key;
    return z ^ z >>> 31;
  }
}
