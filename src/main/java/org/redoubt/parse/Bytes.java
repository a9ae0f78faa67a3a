package org.redoubt.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Searches in a range of bytes; each returns -1 when there is nothing to find. */
final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
  static final long EQUALS_SIGNS = 0x3d3d3d3d3d3d3d3dL;

  private Bytes() {}

  static int four(byte[] text, int at) {
    return (int) INT.get(text, at);
  }

  static long eight(byte[] text, int at) {
    return (long) LONG.get(text, at);
  }

  /** The first newline in [from, to). */
  static int newline(byte[] text, int from, int to) {
    return find(text, from, to, NEWLINES);
  }

  /** The first byte in [from, to) that equals the one that all of {@code eightOfIt} are. */
  static int find(byte[] text, int from, int to, long eightOfIt) {
    int at = from;
    for (int last = to - 8; at <= last; at += 8) {
      long diff = eight(text, at) ^ eightOfIt;
      long hit = diff - ONES & ~diff & HIGHS;
      if (hit != 0) {
        return at + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
    }
    return indexOf(text, at, to, (byte) eightOfIt);
  }

  static int indexOf(byte[] text, int from, int to, byte wanted) {
    for (int i = from; i < to; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  static int count(byte[] text, int from, int to, byte wanted) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += text[i] == wanted ? 1 : 0;
    }
    return count;
  }

  /** The first occurrence of the whole of {@code wanted} inside [from, to). */
  static int indexOf(byte[] text, int from, int to, byte[] wanted) {
    if (wanted.length >= 4) {
      int head = four(wanted, 0);
      for (int i = from, last = to - wanted.length; i <= last; i++) {
        if (four(text, i) == head && startsWith(text, i, to, wanted)) {
          return i;
        }
      }
      return -1;
    }
    byte first = wanted[0];
    for (int i = from, last = to - wanted.length; i <= last; i++) {
      if (text[i] == first && startsWith(text, i, to, wanted)) {
        return i;
      }
    }
    return -1;
  }

  /** The last occurrence of the whole of {@code wanted} inside [from, to). */
  static int lastIndexOf(byte[] text, int from, int to, byte[] wanted) {
    if (wanted.length >= 4) {
      int head = four(wanted, 0);
      for (int i = to - wanted.length; i >= from; i--) {
        if (four(text, i) == head && startsWith(text, i, to, wanted)) {
          return i;
        }
      }
      return -1;
    }
    byte first = wanted[0];
    for (int i = to - wanted.length; i >= from; i--) {
      if (text[i] == first && startsWith(text, i, to, wanted)) {
        return i;
      }
    }
    return -1;
  }

  static boolean startsWith(byte[] text, int from, int to, byte[] wanted) {
    int length = wanted.length;
    if (to - from < length) {
      return false;
    }
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      if (eight(text, from + i) != eight(wanted, i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (text[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** The number in [from, to), at most {@code most}; -1 when it is not all digits. */
  static int number(byte[] text, int from, int to, int most) {
    int value = from < to ? 0 : -1;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = Math.min(most, value * 10 + digit);
    }
    return value;
  }

  private static long mixed(long bits) {
    long spread = bits * 0x9E3779B97F4A7C15L;
    return spread ^ spread >>> 29;
  }

  /** A hash of a few bytes, quickly made. */
  static int hash(byte[] text, int from, int to) {
    int length = to - from;
    if (to < 8) {
      return Arrays.hashCode(Arrays.copyOfRange(text, from, to));
    }
    long tail = eight(text, to - 8);
    long bits =
        length >= 8 ? tail * 31 + eight(text, from) : length == 0 ? 0 : tail >>> 64 - 8 * length;
    return (int) (mixed(bits + length) >>> 32);
  }
}
