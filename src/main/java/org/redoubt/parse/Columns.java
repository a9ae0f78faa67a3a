package org.redoubt.parse;

import java.util.List;

/** Reads columns: quotes where needed, a quote inside of quotes is doubled. */
final class Columns {
  private Columns() {}

  /** Whether the line has exactly the columns of the reader. */
  static boolean read(Reader reader, byte separator, byte[] text, int from, int to, Values values) {
    List<Reader.Field> order = values.order(reader);
    int at = from;
    for (int i = 0; i < order.size(); i++) {
      int start = values.size();
      at = value(separator, text, at, to, values);
      boolean last = i == order.size() - 1;
      if (at < 0 || last != (at == to)) {
        return false;
      }
      values.keep(order.get(i).slot(), start);
      at++;
    }
    values.end();
    return !order.isEmpty();
  }

  /** Copies a value; gives where its separator stands, or the end, or -1 when it is none. */
  private static int value(byte separator, byte[] text, int from, int to, Values values) {
    int at = from;
    if (at < to && text[at] == '"') {
      at = quoted(text, at + 1, to, values);
      return at < 0 || at < to && text[at] != separator ? -1 : at;
    }
    while (at < to && text[at] != separator) {
      values.add(text[at++]);
    }
    return at;
  }

  private static int quoted(byte[] text, int from, int to, Values values) {
    for (int at = from; at < to; at++) {
      if (text[at] == '"') {
        if (at + 1 == to || text[at + 1] != '"') {
          return at + 1;
        }
        at++;
      }
      values.add(text[at]);
    }
    return -1;
  }
}
