package org.redoubt.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Names as SMTP clients send them behind {@code AUTH LOGIN}: Base64, with or without its end. */
final class Base64Text {
  private static final int BITS = 6;

  private Base64Text() {}

  /** The text in {@code [from, to)}; empty when that is no Base64. */
  static String decoded(byte[] text, int from, int to) {
    int end = to;
    while (end > from && text[end - 1] == '=') {
      end--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream((to - from) * 3 / 4);
    int held = 0;
    int bits = 0;
    for (int i = from; i < end; i++) {
      int value = value(text[i]);
      if (value < 0) {
        return "";
      }
      held = held << BITS | value;
      bits += BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        out.write(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    return bits == BITS ? "" : out.toString(StandardCharsets.UTF_8);
  }

  private static int value(byte b) {
    if (b >= 'A' && b <= 'Z') {
      return b - 'A';
    }
    if (b >= 'a' && b <= 'z') {
      return b - 'a' + 26;
    }
    if (b >= '0' && b <= '9') {
      return b - '0' + 52;
    }
    return b == '+' ? 62 : b == '/' ? 63 : -1;
  }
}
