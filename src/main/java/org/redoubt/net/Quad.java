package org.redoubt.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads dotted quads four bytes at a time: how many digits a number has is different in nearly
 * every address, and a loop over them would be mispredicted at each dot.
 */
final class Quad {
  /** Bytes behind the beginning that may be looked at. */
  static final int REACH = 16;

  static final int MAPPED_LENGTH = 7;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int ONES = 0x01010101;
  private static final int HIGHS = 0x80808080;
  private static final int DOTS = '.' * ONES;
  private static final int ZEROS = '0' * ONES;
  private static final int MAPPED_HEAD = ':' | ':' << 8 | 'f' << 16 | 'f' << 24;
  private static final int MAPPED_TAIL = 'f' | 'f' << 8 | 'f' << 16 | ':' << 24;

  private Quad() {}

  /** Whether {@code ::ffff:} stands there. */
  static boolean isMapped(byte[] text, int from, int to) {
    return to - from > MAPPED_LENGTH
        && (int) INT.get(text, from) == MAPPED_HEAD
        && (int) INT.get(text, from + 3) == MAPPED_TAIL;
  }

  /** The 32 bits of the quad that fills the range, or -1. */
  static long parse(byte[] text, int from, int to) {
    long bits = 0;
    int at = from;
    for (int octet = 0; octet < 3; octet++) {
      int word = (int) INT.get(text, at);
      int toDot = word ^ DOTS;
      int hit = toDot - ONES & ~toDot & HIGHS;
      int digits = Integer.numberOfTrailingZeros(hit) >>> 3;
      bits = bits << 8 | octet(word, digits);
      at += digits + 1;
    }
    bits = bits << 8 | octet((int) INT.get(text, Math.min(at, from + REACH - 4)), to - at);
    return bits;
  }

  /** The number that the first digits of the word are; -1 when they are no octet. */
  private static long octet(int word, int digits) {
    if (digits < 1 || digits > 3) {
      return -1;
    }
    int unused = 32 - 8 * digits;
    int number = (word ^ ZEROS) << unused;
    int value = (number >>> 24) + (number >>> 16 & 255) * 10 + (number >>> 8 & 255) * 100;
    boolean areDigits = ((number | number + 0x76 * ONES) & HIGHS) == 0;
    boolean leadingZero = digits > 1 && (number >>> unused & 255) == 0;
    return areDigits && value < 256 && !leadingZero ? value : -1;
  }
}
