package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a field of a template may hold, and so where it ends. */
enum Kind {
  /** One or more digits. */
  INT("int", ByteSet.of("0123456789")),
  /** An address with or without a zone, or what somebody masked it with; never a host name. */
  IP("ip", ByteSet.ADDRESS),
  /** Four numbers with dots between them, where a colon may stand in front. */
  IP4("ip4", ByteSet.of("0123456789.")),
  /** Anything up to the next blank. */
  WORD("word", ByteSet.allBut(" \t")),
  /** Text of the server's: ends at the first occurrence of what follows. */
  TEXT("...", ByteSet.allBut("")),
  /** Text that the client may have written: ends at the last occurrence of what follows. */
  ANY("any", ByteSet.allBut("")),
  /** As {@code any}, with {@code \\} escapes to be undone. */
  ESCAPED("escaped", ByteSet.allBut("")),
  /** As {@code any}, a text in Base64; the value is that text. */
  BASE64("base64", ByteSet.allBut("")),
  /** Client text on both sides: ends at the only place from which the rest fits. */
  ONLY("only", ByteSet.allBut("")),
  /** A value as in logfmt: quoted with escapes, or a bare word. */
  QUOTED("quoted", ByteSet.allBut(" \t"));

  private static final ByteSet ZONE = ByteSet.allBut("],)>;\"' \t");

  final String word;

  @SuppressWarnings("ImmutableEnumChecker") // a ByteSet does not change
  private final ByteSet held;

  Kind(String word, ByteSet held) {
    this.word = word;
    this.held = held;
  }

  static @Nullable Kind of(String word) {
    for (Kind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }

  /** The bytes that a field of this kind may hold when these stop it. */
  ByteSet held(ByteSet stops) {
    return held.without(stops);
  }

  /** Where a field of this kind that begins at {@code from} ends; -1 when it cannot begin there. */
  int end(byte[] text, int from, int to) {
    return end(text, from, to, held);
  }

  /** As {@link #end(byte[], int, int)}, of a field that may hold only these {@link #held} bytes. */
  int end(byte[] text, int from, int to, ByteSet only) {
    if (this == QUOTED && from < to && text[from] == '"') {
      return quoteEnd(text, from, to);
    }
    int at = only.end(text, from, to);
    if (this == INT) {
      return at == from ? -1 : at;
    }
    if (this == IP4) {
      int last = at > from && text[at - 1] == '.' ? at - 1 : at;
      return Bytes.count(text, from, last, (byte) '.') == 3 ? last : -1;
    }
    if (this == IP && at > from && at < to && text[at] == '%') {
      at = ZONE.end(text, at, to);
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
      case TEXT, ANY, ESCAPED, BASE64, ONLY -> true;
    };
  }

  /** The text that a value of this kind stands for. */
  String undone(byte[] text, int from, int to) {
    return switch (this) {
      case ESCAPED, QUOTED -> Escapes.undone(text, from, to);
      case BASE64 -> Base64Text.decoded(text, from, to);
      case INT, IP, IP4, WORD, TEXT, ANY, ONLY ->
          new String(text, from, to - from, StandardCharsets.UTF_8);
    };
  }

  /** Whether a value of this kind is not the text that it stands for. */
  boolean isWrapped() {
    return this == ESCAPED || this == QUOTED || this == BASE64;
  }
}
