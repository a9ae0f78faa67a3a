package org.redoubt.parse;

import java.util.Arrays;

/**
 * The members of one JSON object on one line, unescaped into a buffer of its own that is reused
 * from line to line. Members of inner objects are found under {@code outer.inner}; an array of
 * numbers is the bytes of a text (the journal writes one where a message is no UTF-8). Reads the
 * line once, from the left; of members of one name the first counts. Not thread-safe.
 */
final class JsonLine {
  private static final int MOST_MEMBERS = 128;
  private static final int MOST_DEPTH = 6;
  private static final int MOST_KEY = 256;
  private static final byte UNKNOWN = '?';

  private byte[] out = new byte[1024];
  private int size;
  private final int[] keyFrom = new int[MOST_MEMBERS];
  private final int[] keyTo = new int[MOST_MEMBERS];
  private final int[] valueTo = new int[MOST_MEMBERS];
  private int members;
  private byte[] in = out;
  private int at;
  private int end;

  /** The buffer in which the values stand, until the next line is read. */
  byte[] text() {
    return out;
  }

  /** Whether {@code b[from, to)} is one JSON object, and nothing behind it. */
  boolean read(byte[] b, int from, int to) {
    in = b;
    at = from;
    end = to;
    size = 0;
    members = 0;
    int room = to - from + (MOST_MEMBERS + MOST_DEPTH) * (MOST_KEY + 1);
    if (out.length < room) {
      out = new byte[room];
    }
    boolean whole = object(0, 0, 0);
    blanks();
    return whole && at == end;
  }

  /** The number of the member of this name, or -1. */
  int find(byte[] name) {
    for (int i = 0; i < members; i++) {
      if (Arrays.equals(out, keyFrom[i], keyTo[i], name, 0, name.length)) {
        return i;
      }
    }
    return -1;
  }

  int from(int member) {
    return keyTo[member];
  }

  int to(int member) {
    return valueTo[member];
  }

  private boolean object(int depth, int prefixFrom, int prefixTo) {
    if (depth > MOST_DEPTH || !next('{')) {
      return false;
    }
    if (next('}')) {
      return true;
    }
    do {
      if (!member(depth, prefixFrom, prefixTo)) {
        return false;
      }
    } while (next(','));
    return next('}');
  }

  private boolean member(int depth, int prefixFrom, int prefixTo) {
    int from = size;
    if (prefixTo > prefixFrom) {
      System.arraycopy(out, prefixFrom, out, size, prefixTo - prefixFrom);
      size += prefixTo - prefixFrom;
      out[size++] = '.';
    }
    blanks();
    if (!string() || size - from > MOST_KEY || !next(':')) {
      return false;
    }
    int to = size;
    blanks();
    if (at < end && in[at] == '{') {
      return object(depth + 1, from, to);
    }
    boolean read = value(depth);
    if (members < MOST_MEMBERS) {
      keyFrom[members] = from;
      keyTo[members] = to;
      valueTo[members] = size;
      members++;
    } else {
      size = from;
    }
    return read;
  }

  private boolean value(int depth) {
    blanks();
    if (at >= end) {
      return false;
    }
    return switch (in[at]) {
      case '"' -> string();
      case '[' -> array(depth);
      case '{' -> skipped(depth);
      default -> word();
    };
  }

  /** An object inside of an array: read over. */
  private boolean skipped(int depth) {
    int keptSize = size;
    int keptMembers = members;
    boolean read = object(depth + 1, 0, 0);
    size = keptSize;
    members = keptMembers;
    return read;
  }

  private boolean array(int depth) {
    at++;
    if (next(']')) {
      return true;
    }
    if (depth > MOST_DEPTH) {
      return false;
    }
    do {
      int from = size;
      blanks();
      boolean number = at < end && (in[at] >= '0' && in[at] <= '9' || in[at] == '-');
      if (!value(depth + 1)) {
        return false;
      }
      if (number) {
        out[from] = (byte) Math.max(0, Bytes.number(out, from, size, 255));
        size = from + 1;
      }
    } while (next(','));
    return next(']');
  }

  /** A number, true, false or null; null is empty. */
  private boolean word() {
    int from = at;
    while (at < end && isWord(in[at])) {
      out[size++] = in[at++];
    }
    if (at - from == 4 && in[from] == 'n') {
      size -= 4;
    }
    return at > from;
  }

  private static boolean isWord(byte b) {
    return b >= '0' && b <= '9'
        || b >= 'a' && b <= 'z'
        || b == 'E'
        || b == '.'
        || b == '-'
        || b == '+';
  }

  private boolean string() {
    if (at >= end || in[at] != '"') {
      return false;
    }
    at++;
    while (at < end) {
      byte b = in[at++];
      if (b == '"') {
        return true;
      }
      if (b == '\\') {
        if (at >= end || !escape(in[at++])) {
          return false;
        }
      } else {
        out[size++] = b;
      }
    }
    return false;
  }

  private boolean escape(byte b) {
    byte plain =
        switch (b) {
          case 'n' -> '\n';
          case 't' -> '\t';
          case 'r' -> '\r';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case '"', '\\', '/' -> b;
          default -> 0;
        };
    if (plain != 0) {
      out[size++] = plain;
      return true;
    }
    int unit = b == 'u' ? unit() : -1;
    if (unit >= 0) {
      utf8(Character.isSurrogate((char) unit) ? pair(unit) : unit);
    }
    return unit >= 0;
  }

  /** The code point of this surrogate and the one that follows it. */
  private int pair(int high) {
    int kept = at;
    if (Character.isHighSurrogate((char) high)
        && at + 6 <= end
        && in[at] == '\\'
        && in[at + 1] == 'u') {
      at += 2;
      int low = unit();
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint((char) high, (char) low);
      }
      at = kept;
    }
    return UNKNOWN;
  }

  private int unit() {
    if (at + 4 > end) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(in[at + i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    at += 4;
    return value;
  }

  private void utf8(int point) {
    if (point < 0x80) {
      out[size++] = (byte) point;
      return;
    }
    int rest = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    int mark = rest == 1 ? 0xC0 : rest == 2 ? 0xE0 : 0xF0;
    out[size++] = (byte) (mark | point >> 6 * rest);
    for (int i = rest - 1; i >= 0; i--) {
      out[size++] = (byte) (0x80 | point >> 6 * i & 0x3F);
    }
  }

  /** Goes over the character if it is the next one. */
  private boolean next(char wanted) {
    blanks();
    if (at < end && in[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void blanks() {
    while (at < end && (in[at] == ' ' || in[at] == '\t')) {
      at++;
    }
  }
}
