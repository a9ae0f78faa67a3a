package org.redoubt.parse;

import org.jspecify.annotations.Nullable;

/** What a field of a template may hold, and so where it ends. */
enum Kind {
  /** One or more digits. */
  INT("int"),
  /** An address with or without a zone, or what somebody masked it with; never a host name. */
  IP("ip"),
  /** Anything up to the next blank. */
  WORD("word"),
  /** Text of the server's: ends at the first occurrence of what follows. */
  TEXT("..."),
  /** Text that the client may have written: ends at the last occurrence of what follows. */
  ANY("any");

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
    int at = from;
    while (at < to && holds(text[at]) && !stops.has(text[at])) {
      at++;
    }
    if (this == IP && at > from && at < to && text[at] == '%') {
      at = WORD.end(text, at, to, ZONE_ENDS);
    }
    return at == from && this != WORD ? -1 : at;
  }

  private boolean holds(byte b) {
    return switch (this) {
      case INT -> b >= '0' && b <= '9';
      case IP -> ByteSet.ADDRESS.has(b);
      case WORD -> b != ' ' && b != '\t';
      case TEXT, ANY -> true;
    };
  }
}
