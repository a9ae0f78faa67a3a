package org.redoubt.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Rows of numbers by key, in two arrays: open addressing with linear probing and deletion by
 * shifting back. Grows to a fixed number of rows and then, for each new one, drops the least worthy
 * of a few. A row is addressed by its place; inserting or removing moves rows, so a place is good
 * until then.
 *
 * <p>A key is one long (already a keyed hash) or two (placed here by folded multiplications with
 * secrets that never leave the process, so that nobody can choose keys that collide); a key whose
 * last long is 0 stands for an empty row. Not thread-safe.
 */
public final class Table {
  public static final int NONE = -1;
  private static final int FIRST_CAPACITY = 64;
  private static final int PROBES = 8;
  private static final double FULLEST = 0.8;
  private static final double GROWTH = 1.3;

  private final int keyLongs;
  private final int width;
  private final int maxRows;
  private final Worth worth;
  private final long secret0;
  private final long secret1;
  private final long secret2;
  private long[] keys;
  private long[] fields;
  private int capacity;
  private int size;

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
    this.width = fields;
    this.maxRows = Math.max(1, maxRows);
    this.worth = worth;
    secret0 = hashKey.of(0, 0);
    secret1 = hashKey.of(0, 1);
    secret2 = hashKey.of(0, 2) | 1;
    capacity = FIRST_CAPACITY;
    keys = new long[capacity * keyLongs];
    this.fields = new long[capacity * width];
  }

  /** The row of a two-long key, or {@link #NONE}. */
  public int find(long hi, long lo) {
    int row = home(hi, lo);
    for (long last = keys[2 * row + 1]; last != 0; last = keys[2 * row + 1]) {
      if (last == lo && keys[2 * row] == hi) {
        return row;
      }
      row = next(row);
    }
    return NONE;
  }

  /** The row of a one-long key, or {@link #NONE}. */
  public int find(long key) {
    int row = spread(key);
    for (long last = keys[row]; last != 0; last = keys[row]) {
      if (last == key) {
        return row;
      }
      row = next(row);
    }
    return NONE;
  }

  /** A new row of zeros for a key that is not there. */
  public int insert(long hi, long lo, long nowMillis) {
    if (size >= maxRows) {
      int home = home(hi, lo);
      int victim = leastWorthy(home, nowMillis);
      if (isPassed(home, victim)) {
        return replace(victim, hi, lo);
      }
      remove(victim);
    } else if (size + 1 > capacity * FULLEST) {
      resize(Math.min((int) (capacity * GROWTH), roomFor(maxRows)));
    }
    return put(hi, lo);
  }

  /** Whether a search that begins at home comes by the row. */
  private boolean isPassed(int home, int row) {
    int at = home;
    while (at != row && taken(at)) {
      at = next(at);
    }
    return at == row;
  }

  /** A new row in place of another that its search passes, so that no row need move. */
  private int replace(int row, long hi, long lo) {
    setKey(row, hi, lo);
    Arrays.fill(fields, row * width, row * width + width, 0);
    return row;
  }

  /** The same for a one-long key. */
  public int insert(long key, long nowMillis) {
    return insert(key, key, nowMillis);
  }

  private int put(long hi, long lo) {
    int row = place(hi, lo);
    setKey(row, hi, lo);
    size++;
    return row;
  }

  private void setKey(int row, long hi, long lo) {
    keys[row * keyLongs] = keyLongs == 2 ? hi : lo;
    keys[row * keyLongs + keyLongs - 1] = lo;
  }

  /** The number in a field of a row; fields count from 0. */
  public long get(int row, int field) {
    return fields[row * width + field];
  }

  /** Sets the number in a field of a row. */
  public void set(int row, int field, long value) {
    fields[row * width + field] = value;
  }

  /** The first long of the row's key. */
  public long keyHi(int row) {
    return keys[row * keyLongs];
  }

  /** The last long of the row's key. */
  public long keyLo(int row) {
    return keys[row * keyLongs + keyLongs - 1];
  }

  public int size() {
    return size;
  }

  /** Bytes held by the rows. */
  public long bytes() {
    return 8L * (keys.length + fields.length);
  }

  public void forEach(Each each) {
    for (int row = 0; row < capacity; row++) {
      if (taken(row)) {
        each.row(row);
      }
    }
  }

  public void remove(int row) {
    int hole = row;
    for (int other = next(hole); taken(other); other = next(other)) {
      if (distance(home(keyHi(other), keyLo(other)), other) >= distance(hole, other)) {
        System.arraycopy(keys, other * keyLongs, keys, hole * keyLongs, keyLongs);
        System.arraycopy(fields, other * width, fields, hole * width, width);
        hole = other;
      }
    }
    Arrays.fill(keys, hole * keyLongs, hole * keyLongs + keyLongs, 0);
    Arrays.fill(fields, hole * width, hole * width + width, 0);
    size--;
  }

  /** Writes all rows; of each the longs that are not 0, after a word that says which they are. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(keyLongs + width);
    out.writeInt(size);
    for (int row = 0; row < capacity; row++) {
      if (taken(row)) {
        saveRow(row, out);
      }
    }
  }

  private void saveRow(int row, DataOutput out) throws IOException {
    for (int i = 0; i < keyLongs; i++) {
      out.writeLong(keys[row * keyLongs + i]);
    }
    int present = 0;
    for (int i = 0; i < width; i++) {
      present |= get(row, i) == 0 ? 0 : 1 << i;
    }
    out.writeInt(present);
    for (int i = 0; i < width; i++) {
      if (get(row, i) != 0) {
        out.writeLong(get(row, i));
      }
    }
  }

  /**
   * Reads rows that were saved into this table, which is empty; what there is no room for is
   * dropped.
   *
   * @throws IOException when these are not the rows of such a table
   */
  public void load(DataInput in) throws IOException {
    int saved = in.readInt();
    int count = in.readInt();
    if (saved != keyLongs + width || count < 0) {
      throw new IOException(
          "saved state is damaged or of another version: rows of " + saved + " numbers");
    }
    if (roomFor(Math.min(count, maxRows)) > capacity) {
      resize(roomFor(Math.min(count, maxRows)));
    }
    for (int i = 0; i < count; i++) {
      loadRow(in);
    }
  }

  private void loadRow(DataInput in) throws IOException {
    long hi = in.readLong();
    long lo = keyLongs == 2 ? in.readLong() : hi;
    if (lo == 0 || (keyLongs == 2 ? find(hi, lo) : find(lo)) != NONE) {
      throw new IOException("saved state is damaged: a row without a key of its own");
    }
    int row = size < maxRows ? put(hi, lo) : NONE;
    int present = in.readInt();
    for (int i = 0; i < width; i++) {
      long value = (present >>> i & 1) == 0 ? 0 : in.readLong();
      if (row != NONE) {
        set(row, i, value);
      }
    }
  }

  /** The least worthy of some neighbours of a place that nobody outside can foresee. */
  private int leastWorthy(int place, long nowMillis) {
    int victim = NONE;
    double least = Double.POSITIVE_INFINITY;
    int row = place;
    for (int probe = 0; probe < PROBES; probe++) {
      while (!taken(row)) {
        row = next(row);
      }
      double value = worth.of(this, row, nowMillis);
      if (victim == NONE || value < least) {
        victim = row;
        least = value;
      }
      row = next(row);
    }
    return victim;
  }

  private static int roomFor(int count) {
    return (int) (count / FULLEST) + 2;
  }

  private void resize(int wanted) {
    long[] oldKeys = keys;
    long[] oldFields = fields;
    int oldCapacity = capacity;
    capacity = wanted;
    keys = new long[capacity * keyLongs];
    fields = new long[capacity * width];
    size = 0;
    for (int old = 0; old < oldCapacity; old++) {
      long lo = oldKeys[old * keyLongs + keyLongs - 1];
      if (lo != 0) {
        int row = put(oldKeys[old * keyLongs], lo);
        System.arraycopy(oldFields, old * width, fields, row * width, width);
      }
    }
  }

  private int place(long hi, long lo) {
    int row = home(hi, lo);
    while (taken(row)) {
      row = next(row);
    }
    return row;
  }

  private boolean taken(int row) {
    return keys[row * keyLongs + keyLongs - 1] != 0;
  }

  private int home(long hi, long lo) {
    return spread(keyLongs == 1 ? lo : fold(fold(hi ^ secret0, lo ^ secret1), secret2));
  }

  private static long fold(long a, long b) {
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }

  private int spread(long hash) {
    return (int) ((hash >>> 32) * capacity >>> 32);
  }

  private int next(int row) {
    return row + 1 == capacity ? 0 : row + 1;
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + capacity;
  }
}
