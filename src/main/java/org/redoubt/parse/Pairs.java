package org.redoubt.parse;

import java.util.Arrays;

/**
 * Reads {@code key=value key="value with blanks"}; in quotes a backslash takes the meaning from
 * what follows it, except for {@code n} and {@code t}. Of equal keys the first counts.
 */
final class Pairs {
  private Pairs() {}

  /** Whether the message consists of pairs only, and has one of the reader's at least. */
  static boolean read(Reader reader, byte[] text, int from, int to, Values values) {
    boolean found = false;
    int at = from;
    while (at < to) {
      int sign = Bytes.indexOf(text, at, to, (byte) '=');
      if (sign <= at || Bytes.indexOf(text, at, sign, (byte) ' ') >= 0) {
        return false;
      }
      int start = values.size();
      int keyFrom = at;
      at = value(text, sign + 1, to, values);
      if (at < 0) {
        return false;
      }
      found |= keep(reader, text, keyFrom, sign, values, start);
      at++;
    }
    values.end();
    return found;
  }

  private static boolean keep(
      Reader reader, byte[] text, int keyFrom, int keyTo, Values values, int start) {
    for (Reader.Field field : reader.fields()) {
      byte[] name = field.name();
      if (Arrays.equals(text, keyFrom, keyTo, name, 0, name.length)) {
        values.keep(field.slot(), start);
        return true;
      }
    }
    return false;
  }

  private static int value(byte[] text, int from, int to, Values values) {
    int at = from;
    if (at < to && text[at] == '"') {
      at = quoted(text, at + 1, to, values);
      return at < 0 || at < to && text[at] != ' ' ? -1 : at;
    }
    while (at < to && text[at] != ' ') {
      values.add(text[at++]);
    }
    return at;
  }

  private static int quoted(byte[] text, int from, int to, Values values) {
    for (int at = from; at < to; at++) {
      byte b = text[at];
      if (b == '"') {
        return at + 1;
      }
      if (b == '\\' && at + 1 < to) {
        b = text[++at];
        b = b == 'n' ? (byte) '\n' : b == 't' ? (byte) '\t' : b;
      }
      values.add(b);
    }
    return -1;
  }
}
