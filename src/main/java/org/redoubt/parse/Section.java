package org.redoubt.parse;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of a format file: texts, truth values, lists and tables by key, with the place of each
 * where it was read from TOML. Can be packed, without the places: reading TOML takes longer than
 * all else at start, so our own formats are packed when the program is built.
 */
final class Section {
  private static final int TEXT = 0;
  private static final int TRUTH = 1;
  private static final int LIST = 2;
  private static final int SECTION = 3;

  /** Where something stands in its file; lines and columns count from 1, 0 is nowhere. */
  record Place(int line, int column) {
    static final Place NOWHERE = new Place(0, 0);

    private static Place of(@Nullable TomlPosition position) {
      return position == null ? NOWHERE : new Place(position.line(), position.column());
    }
  }

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, List<Place>> places = new LinkedHashMap<>();

  static Section of(TomlTable table) {
    Section section = new Section();
    for (String key : table.keySet()) {
      List<String> path = List.of(key);
      Object value = table.get(path);
      List<Place> found = new ArrayList<>();
      found.add(Place.of(table.inputPositionOf(path)));
      if (value instanceof TomlArray array) {
        for (int i = 0; i < array.size(); i++) {
          found.add(Place.of(array.inputPositionOf(i)));
        }
      }
      section.values.put(key, plain(value));
      section.places.put(key, found);
    }
    return section;
  }

  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case TomlTable table -> of(table);
      case TomlArray array -> array.toList().stream().map(Section::plain).toList();
      case null -> "";
      default -> value;
    };
  }

  Set<String> keys() {
    return values.keySet();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable Object get(String key) {
    return values.get(key);
  }

  /** The text, or null when there is none of that name. */
  @Nullable String text(String key) {
    return values.get(key) instanceof String text ? text : null;
  }

  @Nullable Section section(String key) {
    return values.get(key) instanceof Section section ? section : null;
  }

  /** The members of a list; none where there is no list. */
  List<?> list(String key) {
    return values.get(key) instanceof List<?> list ? list : List.of();
  }

  List<Section> sections(String key) {
    return list(key).stream().filter(Section.class::isInstance).map(Section.class::cast).toList();
  }

  Place at(String key) {
    List<Place> found = places.get(key);
    return found == null ? Place.NOWHERE : found.getFirst();
  }

  /** The place of a member of a list. */
  Place at(String key, int index) {
    List<Place> found = places.get(key);
    return found == null || found.size() <= index + 1 ? at(key) : found.get(index + 1);
  }

  /** The place of its first key. */
  Place at() {
    return values.isEmpty() ? Place.NOWHERE : at(values.keySet().iterator().next());
  }

  void pack(DataOutput out) throws IOException {
    out.writeInt(values.size());
    for (var entry : values.entrySet()) {
      out.writeUTF(entry.getKey());
      pack(entry.getValue(), out);
    }
  }

  private static void pack(Object value, DataOutput out) throws IOException {
    switch (value) {
      case Section section -> {
        out.writeByte(SECTION);
        section.pack(out);
      }
      case List<?> list -> {
        out.writeByte(LIST);
        out.writeInt(list.size());
        for (Object item : list) {
          pack(item, out);
        }
      }
      case Boolean truth -> {
        out.writeByte(TRUTH);
        out.writeBoolean(truth);
      }
      default -> {
        out.writeByte(TEXT);
        out.writeUTF(value.toString());
      }
    }
  }

  static Section unpack(DataInput in) throws IOException {
    Section section = new Section();
    for (int left = in.readInt(); left > 0; left--) {
      section.values.put(in.readUTF(), unpackValue(in));
    }
    return section;
  }

  private static Object unpackValue(DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case SECTION -> unpack(in);
      case TRUTH -> in.readBoolean();
      case TEXT -> in.readUTF();
      case LIST -> {
        List<Object> list = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
          list.add(unpackValue(in));
        }
        yield list;
      }
      default -> throw new IOException("packed formats are damaged: kind " + kind);
    };
  }
}
