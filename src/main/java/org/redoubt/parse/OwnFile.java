package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a format's program that say how its own file is written: {@code stamp}, {@code
 * reader}, {@code values}.
 *
 * <p>Such a file names neither host nor program, so a line is known by its shape alone. Lest a line
 * of syslog be taken for one, a template must begin with words of the server's, or with one word
 * and then these.
 */
final class OwnFile {
  private static final int FEWEST_OWN_LETTERS = 2;
  private static final String UNSTAMPED = "none";

  private OwnFile() {}

  /** Where to say what is wrong. */
  interface Errors {
    void add(Section.Place place, String what);
  }

  /** How the lines of the file begin, from the example in {@code stamp}; null without the key. */
  static @Nullable StampStyle stamp(Section table, Errors errors) {
    if (!(table.get("stamp") instanceof String example)) {
      return null;
    }
    if (example.equals(UNSTAMPED)) {
      return StampStyle.NONE;
    }
    byte[] line = (example + " its text").getBytes(StandardCharsets.UTF_8);
    Stamps stamps = new Stamps(ZoneOffset.UTC);
    if (stamps.read(line, 0, line.length) < 0) {
      errors.add(
          table.at("stamp"),
          "'"
              + example
              + "' is no time stamp; write one as it stands in the file, such as"
              + " \"2026-03-26 10:31:36\", or \"none\"");
      return null;
    }
    return stamps.style();
  }

  static @Nullable Reader reader(Section table, Errors errors) {
    Object word = table.get("reader");
    if (word == null) {
      return null;
    }
    Reader.Notation notation = Reader.Notation.of(String.valueOf(word));
    if (notation == null) {
      errors.add(
          table.at("reader"), "'" + word + "' is no reader; known are csv, tsv, json and logfmt");
      return null;
    }
    return new Reader(notation, values(table, errors));
  }

  private static List<Reader.Field> values(Section table, Errors errors) {
    List<Reader.Field> fields = new ArrayList<>();
    List<?> array = table.list("values");
    for (int i = 0; i < array.size(); i++) {
      Reader.Field field = Reader.Field.of(String.valueOf(array.get(i)));
      if (field == null) {
        errors.add(
            table.at("values", i),
            "'"
                + array.get(i)
                + "' is no value; write a name, or name=slot with at, account, source, attempts,"
                + " successes, session, protocol, secret or message");
      } else {
        fields.add(field);
      }
    }
    if (fields.isEmpty()) {
      errors.add(table.at("reader"), "a reader needs values = [\"name=slot\", …]");
    }
    return fields;
  }

  /** Each template of a file without host and tag must be known by its beginning. */
  static void check(
      Section table, @Nullable Reader reader, List<Format.Shape> shapes, Errors errors) {
    if (reader == null && !shapes.stream().allMatch(s -> isKnownByItsBeginning(s.template()))) {
      errors.add(
          table.at("stamp"),
          "without a tag each template must begin with text, or with a field of the kind int, ip or"
              + " word and then text; one of these begins with what may be anything");
    }
  }

  /** Whether nothing that another program writes can begin like it. */
  static boolean isKnownByItsBeginning(Template template) {
    int letters = 0;
    for (Template.Item item : template.items()) {
      switch (item) {
        case Template.Field field when field.isOpen() -> {
          return letters >= FEWEST_OWN_LETTERS;
        }
        case Template.Field field -> {}
        case Template.Literal literal -> letters += letters(literal.text());
      }
    }
    return letters >= FEWEST_OWN_LETTERS;
  }

  private static int letters(byte[] text) {
    int count = 0;
    for (byte b : text) {
      count += b > ' ' ? 1 : 0;
    }
    return count;
  }
}
