package org.redoubt.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Undoes what servers do to names that are not plain text: {@code \303\244} (Exim), {@code \s}
 * (OpenSMTPD's vis), {@code \x{e4}}, {@code \n} and {@code \"} (Cyrus). What is no escape stays.
 */
final class Escapes {
  private final byte[] text;
  private final int to;
  private int at;

  private Escapes(byte[] text, int from, int to) {
    this.text = text;
    this.at = from;
    this.to = to;
  }

  /** The text of {@code [from, to)} without its escapes and without quotes around it. */
  static String undone(byte[] text, int from, int to) {
    boolean quoted = to - from > 1 && text[from] == '"' && text[to - 1] == '"';
    return quoted
        ? new Escapes(text, from + 1, to - 1).plain()
        : new Escapes(text, from, to).plain();
  }

  private String plain() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - at);
    while (at < to) {
      byte b = text[at++];
      out.write(b == '\\' && at < to ? escape() : b);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private int escape() {
    byte b = text[at];
    int octal = number(at, 3, 8);
    if (octal >= 0 && octal <= 255) {
      at += 3;
      return octal;
    }
    int hex = b == 'x' && at + 4 < to && text[at + 1] == '{' ? number(at + 2, 2, 16) : -1;
    if (hex >= 0 && text[at + 4] == '}') {
      at += 5;
      return hex;
    }
    int single = single(b);
    at += single < 0 ? 0 : 1;
    return single < 0 ? '\\' : single;
  }

  private static int single(byte b) {
    return switch (b) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 's' -> ' ';
      case '\\', '"', '\'' -> b;
      default -> -1;
    };
  }

  private int number(int from, int count, int radix) {
    int value = from + count <= to ? 0 : -1;
    for (int i = from; value >= 0 && i < from + count; i++) {
      int digit = Character.digit(text[i], radix);
      value = digit < 0 ? -1 : value * radix + digit;
    }
    return value;
  }
}
