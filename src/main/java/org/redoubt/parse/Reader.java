package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a message that consists of named values into these, by the rules of its notation, so that no
 * value can pass for another one.
 *
 * @param notation how the values are written
 * @param fields their names and what they are kept as; for columns in their order
 */
record Reader(Notation notation, List<Field> fields) {

  /** How the values are written. */
  enum Notation {
    /** Columns with commas between them, in quotes where needed; a quote is doubled. */
    CSV,
    /** The same with tabs. */
    TSV,
    /** One JSON object, with or without text in front of it. */
    JSON,
    /** {@code key=value key="value with blanks"}; a backslash in front of a quote. */
    LOGFMT;

    static @Nullable Notation of(String word) {
      for (Notation notation : values()) {
        if (notation.name().toLowerCase(Locale.ROOT).equals(word)) {
          return notation;
        }
      }
      return null;
    }

    boolean hasColumns() {
      return this == CSV || this == TSV;
    }
  }

  /**
   * A value.
   *
   * @param slot what it is kept as; null when it is a part of the text that the templates fit
   */
  record Field(byte[] name, @Nullable Slot slot) {

    /** Reads {@code name}, {@code name=slot} or {@code name=message}; null when it is none. */
    static @Nullable Field of(String text) {
      int sign = text.lastIndexOf('=');
      byte[] name = (sign < 0 ? text : text.substring(0, sign)).getBytes(StandardCharsets.UTF_8);
      String word = text.substring(sign + 1);
      if (sign >= 0 && word.equals("message")) {
        return new Field(name, null);
      }
      Slot slot = sign < 0 ? Slot.NONE : TemplateText.slot(word);
      return slot == null || slot == Slot.ELEMENTS ? null : new Field(name, slot);
    }
  }

  /** Whether the message is one of these; its values then stand in {@code values}. */
  boolean read(byte[] text, int from, int to, Values values) {
    values.start(to - from);
    return switch (notation) {
      case CSV -> Columns.read(this, (byte) ',', text, from, to, values);
      case TSV -> Columns.read(this, (byte) '\t', text, from, to, values);
      case JSON -> json(text, from, to, values);
      case LOGFMT -> Pairs.read(this, text, from, to, values);
    };
  }

  private boolean json(byte[] text, int from, int to, Values values) {
    int brace = Bytes.indexOf(text, from, to, (byte) '{');
    JsonLine json = values.json();
    if (brace < 0 || !json.read(text, brace, to)) {
      return false;
    }
    int headTo = brace;
    while (headTo > from && (text[headTo - 1] == '\t' || text[headTo - 1] == ' ')) {
      headTo--;
    }
    values.message(text, from, headTo);
    boolean found = false;
    for (Field field : fields) {
      int member = json.find(field.name);
      if (member >= 0) {
        found = true;
        values.keep(field.slot, json.text(), json.from(member), json.to(member));
      }
    }
    values.end();
    return found;
  }
}
