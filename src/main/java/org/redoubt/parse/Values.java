package org.redoubt.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Reader} found in a line, in a buffer that is reused from line to line; and the
 * order of the columns, where the file itself says it. Not thread-safe.
 */
final class Values {
  private static final int MOST_MESSAGE_PARTS = 8;
  private static final byte[] HEADER = {'#', 'F', 'i', 'e', 'l', 'd', 's', ':', ' '};
  private static final int MOST_COLUMNS = 64;

  private final JsonLine json = new JsonLine();
  private final int[] slotFrom = new int[Slot.COUNT];
  private final int[] slotTo = new int[Slot.COUNT];
  private final int[] partFrom = new int[MOST_MESSAGE_PARTS];
  private final int[] partTo = new int[MOST_MESSAGE_PARTS];
  private byte[] out = new byte[1024];
  private int size;
  private int parts;
  private int slots;
  private int messageFrom;

  private List<byte[]> header = List.of();
  private final IdentityHashMap<Reader, List<Reader.Field>> orders = new IdentityHashMap<>();

  JsonLine json() {
    return json;
  }

  byte[] text() {
    return out;
  }

  int messageFrom() {
    return messageFrom;
  }

  int messageTo() {
    return size;
  }

  /** Forgets the order of the columns. */
  boolean hasHeader() {
    return !header.isEmpty();
  }

  void begin() {
    header = List.of();
    orders.clear();
  }

  /** Makes room for the values of a line of this length. */
  void start(int length) {
    size = 0;
    parts = 0;
    slots = 0;
    room(length);
  }

  private void room(int more) {
    if (out.length < size + more) {
      out = Arrays.copyOf(out, Math.max(size + more, 2 * out.length));
    }
  }

  /** Adds a byte of the value in the making. */
  void add(byte b) {
    out[size++] = b;
  }

  int size() {
    return size;
  }

  /** Keeps what was added since {@code from}; of several for one slot the first not empty. */
  void keep(@Nullable Slot slot, int from) {
    if (slot == null) {
      if (parts < MOST_MESSAGE_PARTS) {
        partFrom[parts] = from;
        partTo[parts++] = size;
      }
    } else if (slot != Slot.NONE && isEmpty(slot)) {
      slotFrom[slot.ordinal()] = from;
      slotTo[slot.ordinal()] = size;
      slots |= 1 << slot.ordinal();
    }
  }

  void keep(@Nullable Slot slot, byte[] text, int from, int to) {
    int start = size;
    room(to - from);
    System.arraycopy(text, from, out, size, to - from);
    size += to - from;
    keep(slot, start);
  }

  void message(byte[] text, int from, int to) {
    if (to > from) {
      keep(null, text, from, to);
    }
  }

  /** Puts the parts of the message together, a blank between each two of them. */
  void end() {
    messageFrom = size;
    for (int i = 0; i < parts; i++) {
      room(partTo[i] - partFrom[i] + 1);
      if (i > 0) {
        add((byte) ' ');
      }
      System.arraycopy(out, partFrom[i], out, size, partTo[i] - partFrom[i]);
      size += partTo[i] - partFrom[i];
    }
  }

  private boolean isEmpty(Slot slot) {
    return !has(slot) || from(slot) == to(slot);
  }

  boolean has(Slot slot) {
    return (slots >>> slot.ordinal() & 1) != 0;
  }

  int from(Slot slot) {
    return slotFrom[slot.ordinal()];
  }

  int to(Slot slot) {
    return slotTo[slot.ordinal()];
  }

  /** Takes the order of columns from a line such as {@code #Fields: date-time,session-id,…}. */
  void header(byte[] text, int from, int to) {
    if (!Bytes.startsWith(text, from, to, HEADER)) {
      return;
    }
    List<byte[]> names = new ArrayList<>();
    int at = from + HEADER.length;
    while (at < to && names.size() < MOST_COLUMNS) {
      int comma = Bytes.indexOf(text, at, to, (byte) ',');
      int end = comma < 0 ? to : comma;
      names.add(Arrays.copyOfRange(text, at, end));
      at = end + 1;
    }
    header = List.copyOf(names);
    orders.clear();
  }

  /**
   * The columns in the order of this file; the reader's own order where the file does not say it,
   * and none where the file is of other columns.
   */
  List<Reader.Field> order(Reader reader) {
    return header.isEmpty()
        ? reader.fields()
        : orders.computeIfAbsent(reader, r -> ordered(r, header));
  }

  private static List<Reader.Field> ordered(Reader reader, List<byte[]> header) {
    List<Reader.Field> order = new ArrayList<>();
    int kept = 0;
    for (byte[] name : header) {
      Reader.Field known = new Reader.Field(name, Slot.NONE);
      for (Reader.Field field : reader.fields()) {
        known = Arrays.equals(field.name(), name) ? field : known;
      }
      kept += known.slot() == Slot.NONE ? 0 : 1;
      order.add(known);
    }
    long wanted = reader.fields().stream().filter(f -> f.slot() != Slot.NONE).count();
    return kept == wanted ? order : List.of();
  }
}
