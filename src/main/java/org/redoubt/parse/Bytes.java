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

  /** The byte eight times. */
  static long eightOf(byte b) {
    return (b & 255) * ONES;
  }

  /** The first newline in [from, to). */
  static int newline(byte[] text, int from, int to) {
    return find(text, from, to, NEWLINES);
  }

  /**
   * The highest bit of each byte that is zero; bytes above the lowest zero may be marked wrongly.
   */
  static long zeros(long bytes) {
    return bytes - ONES & ~bytes & HIGHS;
  }

  /** The first byte in [from, to) that equals the one that all of {@code eightOfIt} are. */
  static int find(byte[] text, int from, int to, long eightOfIt) {
    int at = from;
    for (int last = to - 8; at <= last; at += 8) {
      long hit = zeros(eight(text, at) ^ eightOfIt);
      if (hit != 0) {
        return at + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
    }
    return indexOf(text, at, to, (byte) eightOfIt);
  }

  /** The first of three bytes, each given eight times; {@code to} without one. */
  static int findAny(byte[] text, int from, int to, long a, long b, long c) {
    int at = from;
    for (int last = to - 8; at <= last; at += 8) {
      long word = eight(text, at);
      long hit = zeros(word ^ a) | zeros(word ^ b) | zeros(word ^ c);
      if (hit != 0) {
        return at + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
    }
    while (at < to && text[at] != (byte) a && text[at] != (byte) b && text[at] != (byte) c) {
      at++;
    }
    return at;
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
    if (wanted.length == 1) {
      return find(text, from, to, eightOf(wanted[0]));
    }
    long first = eightOf(wanted[0]);
    long second = eightOf(wanted[1]);
    int at = from;
    for (int last = to - 9; at <= last; at += 8) {
      long hits = zeros(eight(text, at) ^ first | eight(text, at + 1) ^ second);
      for (; hits != 0; hits &= hits - 1) {
        int hit = at + (Long.numberOfTrailingZeros(hits) >>> 3);
        if (startsWith(text, hit, to, wanted)) {
          return hit;
        }
      }
    }
    for (int last = to - wanted.length; at <= last; at++) {
      if (startsWith(text, at, to, wanted)) {
        return at;
      }
    }
    return -1;
  }

  /** The last occurrence of the whole of {@code wanted} inside [from, to). */
  static int lastIndexOf(byte[] text, int from, int to, byte[] wanted) {
    int at = to - wanted.length + 1;
    if (wanted.length > 1) {
      long first = eightOf(wanted[0]);
      long second = eightOf(wanted[1]);
      for (; at - 8 >= from; at -= 8) {
        long hits = zeros(eight(text, at - 8) ^ first | eight(text, at - 7) ^ second);
        while (hits != 0) {
          int bit = 63 - Long.numberOfLeadingZeros(hits);
          int hit = at - 8 + (bit >>> 3);
          if (startsWith(text, hit, to, wanted)) {
            return hit;
          }
          hits ^= 1L << bit;
        }
      }
    }
    for (at--; at >= from; at--) {
      if (startsWith(text, at, to, wanted)) {
        return at;
      }
    }
    return -1;
  }

  static boolean startsWith(byte[] text, int from, int to, byte[] wanted) {
    int length = wanted.length;
    if (to - from < length) {
      return false;
    }
    if (length < 8) {
      return startsWithFew(text, from, wanted);
    }
    for (int i = 0, last = length - 8; i < last; i += 8) {
      if (eight(text, from + i) != eight(wanted, i)) {
        return false;
      }
    }
    return eight(text, from + length - 8) == eight(wanted, length - 8);
  }

  private static boolean startsWithFew(byte[] text, int from, byte[] wanted) {
    int length = wanted.length;
    if (length >= 4) {
      return four(text, from) == four(wanted, 0)
          && four(text, from + length - 4) == four(wanted, length - 4);
    }
    for (int i = 0; i < length; i++) {
      if (text[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** Behind the digits that begin at {@code from}. */
  static int digitsEnd(byte[] text, int from, int to) {
    int at = from;
    if (at + 8 <= to) {
      long value = eight(text, at) ^ eightOf((byte) '0');
      long others = (value | value + 0x76 * ONES) & HIGHS;
      at += Long.numberOfTrailingZeros(others) >>> 3;
    }
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at;
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
