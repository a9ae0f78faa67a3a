package org.redoubt.detect;

import java.util.Arrays;

/**
 * Rows of numbers by key, in one array: open addressing with linear probing and deletion by
 * shifting back. Grows to a fixed number of rows and then, for each new one, drops the least worthy
 * of a few. A row is addressed by where it starts; inserting or removing moves rows, so such a
 * place is good until then.
 *
 * <p>A key is one long (already a keyed hash) or two (hashed here with the key of the
 * installation); a key whose last long is 0 stands for an empty row. Not thread-safe.
 */
public final class Table {
  public static final int NONE = -1;
  private static final int FIRST_CAPACITY = 64;
  private static final int PROBES = 8;

  private final int keyLongs;
  private final int stride;
  private final int maxRows;
  private final HashKey hashKey;
  private final Worth worth;
  private long[] rows;
  private int capacity;
  private int size;
  private long turns;

  /** How much a row would be missed. */
  @FunctionalInterface
  public interface Worth {
    double of(Table table, int row, long nowMillis);
  }

  /** Takes every row of a table in turn. */
  @FunctionalInterface
  public interface Each {
    void row(int row);
  }

  /**
   * An empty table.
   *
   * @param keyLongs 1 or 2
   * @param fields how many numbers a row has behind its key
   * @param maxRows how many rows there are at most
   * @param worth what decides who goes when there is one too many
   */
  public Table(int keyLongs, int fields, int maxRows, HashKey hashKey, Worth worth) {
    this.keyLongs = keyLongs;
    this.stride = keyLongs + fields;
    this.maxRows = Math.max(1, maxRows);
    this.hashKey = hashKey;
    this.worth = worth;
    this.capacity = FIRST_CAPACITY;
    this.rows = new long[capacity * stride];
  }

  /** Where the row of a two-long key starts, or {@link #NONE}. */
  public int find(long hi, long lo) {
    int slot = home(hi, lo);
    for (int row = slot * stride; rows[row + 1] != 0; row = slot * stride) {
      if (rows[row + 1] == lo && rows[row] == hi) {
        return row;
      }
      slot = next(slot);
    }
    return NONE;
  }

  /** Where the row of a one-long key starts, or {@link #NONE}. */
  public int find(long key) {
    int slot = home(key, key);
    for (int row = slot * stride; rows[row] != 0; row = slot * stride) {
      if (rows[row] == key) {
        return row;
      }
      slot = next(slot);
    }
    return NONE;
  }

  /** A new row of zeros for a key that is not there. */
  public int insert(long hi, long lo, long nowMillis) {
    makeRoom(nowMillis);
    int row = place(hi, lo);
    rows[row] = keyLongs == 2 ? hi : lo;
    rows[row + keyLongs - 1] = lo;
    size++;
    return row;
  }

  /** The same for a one-long key. */
  public int insert(long key, long nowMillis) {
    return insert(key, key, nowMillis);
  }

  /** The number in a field of a row; fields count from 0 behind the key. */
  public long get(int row, int field) {
    return rows[row + keyLongs + field];
  }

  /** Sets the number in a field of a row. */
  public void set(int row, int field, long value) {
    rows[row + keyLongs + field] = value;
  }

  /** The first long of the row's key. */
  public long keyHi(int row) {
    return rows[row];
  }

  /** The last long of the row's key. */
  public long keyLo(int row) {
    return rows[row + keyLongs - 1];
  }

  public int size() {
    return size;
  }

  /** Bytes held by the rows. */
  public long bytes() {
    return 8L * rows.length;
  }

  public void forEach(Each each) {
    for (int slot = 0; slot < capacity; slot++) {
      if (taken(slot)) {
        each.row(slot * stride);
      }
    }
  }

  public void remove(int row) {
    int hole = row / stride;
    for (int slot = next(hole); taken(slot); slot = next(slot)) {
      int home = homeOf(slot);
      if (distance(home, slot) >= distance(hole, slot)) {
        System.arraycopy(rows, slot * stride, rows, hole * stride, stride);
        hole = slot;
      }
    }
    Arrays.fill(rows, hole * stride, hole * stride + stride, 0);
    size--;
  }

  private void makeRoom(long nowMillis) {
    if (size >= maxRows) {
      remove(leastWorthy(nowMillis));
    } else if ((size + 1) * 5L > capacity * 4L) {
      grow();
    }
  }

  private int leastWorthy(long nowMillis) {
    int victim = NONE;
    double least = Double.POSITIVE_INFINITY;
    for (int probe = 0; probe < PROBES; probe++) {
      int slot = spread(hashKey.of(turns++, size));
      while (!taken(slot)) {
        slot = next(slot);
      }
      double value = worth.of(this, slot * stride, nowMillis);
      if (victim == NONE || value < least) {
        victim = slot * stride;
        least = value;
      }
    }
    return victim;
  }

  private void grow() {
    long[] old = rows;
    int oldCapacity = capacity;
    int most = (int) (maxRows * 5L / 4) + 2;
    capacity = Math.min(oldCapacity + (oldCapacity >> 1) + (oldCapacity >> 2), most);
    rows = new long[capacity * stride];
    for (int slot = 0; slot < oldCapacity; slot++) {
      int from = slot * stride;
      if (old[from + keyLongs - 1] != 0) {
        int to = place(old[from], old[from + keyLongs - 1]);
        System.arraycopy(old, from, rows, to, stride);
      }
    }
  }

  private int place(long hi, long lo) {
    int slot = home(hi, lo);
    while (taken(slot)) {
      slot = next(slot);
    }
    return slot * stride;
  }

  private boolean taken(int slot) {
    return rows[slot * stride + keyLongs - 1] != 0;
  }

  private int homeOf(int slot) {
    return home(rows[slot * stride], rows[slot * stride + keyLongs - 1]);
  }

  private int home(long hi, long lo) {
    return spread(keyLongs == 1 ? lo : hashKey.of(hi, lo));
  }

  private int spread(long hash) {
    return (int) ((hash >>> 32) * capacity >>> 32);
  }

  private int next(int slot) {
    return slot + 1 == capacity ? 0 : slot + 1;
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + capacity;
  }
}
