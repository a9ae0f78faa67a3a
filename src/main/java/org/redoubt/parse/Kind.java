package org.redoubt.parse;

import org.jspecify.annotations.Nullable;

/** What a field of a template may hold, and so where it ends. */
enum Kind {
  /** One or more digits. */
  INT("int"),
  /** An address with or without a zone, or what somebody masked it with; never a host name. */
  IP("ip"),
  /** Four numbers with dots between them, where a colon may stand in front. */
  IP4("ip4"),
  /** Anything up to the next blank. */
  WORD("word"),
  /** Text of the server's: ends at the first occurrence of what follows. */
  TEXT("..."),
  /** Text that the client may have written: ends at the last occurrence of what follows. */
  ANY("any"),
  /** As {@code any}, with {@code \\} escapes to be undone. */
  ESCAPED("escaped"),
  /** Client text on both sides: ends at the only place from which the rest fits. */
  ONLY("only"),
  /** A value as in logfmt: quoted with escapes, or a bare word. */
  QUOTED("quoted");

  private static final ByteSet ZONE_ENDS = ByteSet.of("],)>;\"' ");

  final String word;

  Kind(String word) {
    this.word = word;
  }

  static @Nullable Kind of(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }

  /** Where a field of this kind that begins at {@code from} ends; -1 when it cannot begin there. */
  int end(byte[] text, int from, int to, ByteSet stops) {
    if (this == QUOTED && from < to && text[from] == '"') {
      return quoteEnd(text, from, to);
    }
    int at = from;
    while (at < to && holds(text[at]) && !stops.has(text[at])) {
      at++;
    }
    if (this == IP4 && Bytes.count(text, from, at, (byte) '.') != 3) {
      return -1;
    }
    if (this == IP && at > from && at < to && text[at] == '%') {
      at = WORD.end(text, at, to, ZONE_ENDS);
    }
    return at == from && this != WORD && this != QUOTED ? -1 : at;
  }

  /** Behind the closing quote; -1 without one. */
  private static int quoteEnd(byte[] text, int from, int to) {
    for (int at = from + 1; at < to; at++) {
      if (text[at] == '\\') {
        at++;
      } else if (text[at] == '"') {
        return at + 1;
      }
    }
    return -1;
  }

  /** Whether such a field ends where its neighbour begins, and not by itself. */
  boolean isOpen() {
    return switch (this) {
      case INT, IP, IP4, WORD, QUOTED -> false;
      case TEXT, ANY, ESCAPED, ONLY -> true;
    };
  }

  /** Whether the value is written with escapes. */
  boolean isEscaped() {
    return this == ESCAPED || this == QUOTED;
  }

  private boolean holds(byte b) {
    return switch (this) {
      case INT -> b >= '0' && b <= '9';
      case IP -> ByteSet.ADDRESS.has(b);
      case IP4 -> b >= '0' && b <= '9' || b == '.';
      case WORD, QUOTED -> b != ' ' && b != '\t';
      case TEXT, ANY, ESCAPED, ONLY -> true;
    };
  }
}
