package org.redoubt.net;

import org.jspecify.annotations.Nullable;

/** IPv6 text: RFC 4291 in, RFC 5952 out. */
final class AddressText {
  private static final byte[] MAIL_PREFIX = {'i', 'p', 'v', '6', ':'};

  private AddressText() {}

  static @Nullable Address parseV6(byte[] text, int start, int end) {
    int from = start + (startsWithMailPrefix(text, start, end) ? MAIL_PREFIX.length : 0);
    int to = zone(text, from, end);
    if (to - from < 2) {
      return null;
    }
    long hi = 0;
    long lo = 0;
    int groups = 0;
    int gap = -1;
    int at = from;
    if (text[at] == ':') {
      if (text[at + 1] != ':') {
        return null;
      }
      gap = 0;
      at += 2;
    }
    while (at < to) {
      int value = 0;
      int first = at;
      int digit;
      while (at < to && at - first < 5 && (digit = hex(text[at])) >= 0) {
        value = value << 4 | digit;
        at++;
      }
      int digits = at - first;
      if (at < to && text[at] == '.') {
        long v4 = Address.parseV4(text, first, to);
        if (v4 < 0 || groups > 6) {
          return null;
        }
        hi = hi << 32 | lo >>> 32;
        lo = lo << 32 | v4;
        groups += 2;
        at = to;
        break;
      }
      if (digits == 0 || digits > 4 || groups == 8) {
        return null;
      }
      hi = hi << 16 | lo >>> 48;
      lo = lo << 16 | value;
      groups++;
      if (at == to) {
        break;
      }
      if (text[at++] != ':' || at == to) {
        return null;
      }
      if (text[at] == ':') {
        if (gap >= 0) {
          return null;
        }
        gap = groups;
        at++;
      }
    }
    return gap < 0 ? whole(hi, lo, groups) : widen(hi, lo, groups, gap);
  }

  private static @Nullable Address whole(long hi, long lo, int groups) {
    return groups == 8 ? new Address(hi, lo) : null;
  }

  /** Puts the zeros of {@code ::} between the first {@code gap} groups and the rest. */
  private static @Nullable Address widen(long hi, long lo, int groups, int gap) {
    if (groups > 7) {
      return null;
    }
    int tail = groups - gap;
    long headHi = hi;
    long headLo = lo;
    for (int i = 0; i < tail; i++) {
      headLo = headLo >>> 16 | headHi << 48;
      headHi >>>= 16;
    }
    for (int i = 0; i < 8 - gap; i++) {
      headHi = headHi << 16 | headLo >>> 48;
      headLo <<= 16;
    }
    long maskLo = tail >= 4 ? -1 : (1L << 16 * tail) - 1;
    long maskHi = tail <= 4 ? 0 : tail == 8 ? -1 : (1L << 16 * (tail - 4)) - 1;
    return new Address(headHi | hi & maskHi, headLo | lo & maskLo);
  }

  private static boolean startsWithMailPrefix(byte[] text, int from, int to) {
    if (to - from <= MAIL_PREFIX.length) {
      return false;
    }
    for (int i = 0; i < MAIL_PREFIX.length; i++) {
      byte b = text[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != MAIL_PREFIX[i]) {
        return false;
      }
    }
    return true;
  }

  private static int zone(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '%') {
        return i + 1 < to ? i : from;
      }
    }
    return to;
  }

  private static int hex(byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  static String print(Address address) {
    if (address.isV4()) {
      int v = address.v4Bits();
      return (v >>> 24) + "." + (v >>> 16 & 255) + "." + (v >>> 8 & 255) + "." + (v & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (address.hi() >>> 48 - 16 * i) & 0xffff;
      groups[i + 4] = (int) (address.lo() >>> 48 - 16 * i) & 0xffff;
    }
    int zerosAt = -1;
    int zeros = 1;
    for (int i = 0; i < 8; i++) {
      int run = 0;
      while (i + run < 8 && groups[i + run] == 0) {
        run++;
      }
      if (run > zeros) {
        zerosAt = i;
        zeros = run;
      }
    }
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == zerosAt) {
        out.append("::");
        i += zeros - 1;
        continue;
      }
      if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
        out.append(':');
      }
      out.append(Integer.toHexString(groups[i]));
    }
    return out.toString();
  }
}
