package org.redoubt.parse;

import java.nio.charset.StandardCharsets;

/** A set of bytes. */
record ByteSet(long low, long high, long top, long last) {
  static final ByteSet NONE = new ByteSet(0, 0, 0, 0);

  /** Hexadecimal digits and separators, {@code IPv6:}, and what people mask addresses with. */
  static final ByteSet ADDRESS = of("0123456789abcdefABCDEFxyXYIPv.:*");

  static ByteSet of(String chars) {
    long[] bits = new long[4];
    for (byte b : chars.getBytes(StandardCharsets.UTF_8)) {
      bits[(b & 255) >>> 6] |= 1L << (b & 63);
    }
    return new ByteSet(bits[0], bits[1], bits[2], bits[3]);
  }

  boolean has(byte b) {
    long bits =
        switch ((b & 255) >>> 6) {
          case 0 -> low;
          case 1 -> high;
          case 2 -> top;
          default -> last;
        };
    return (bits >>> (b & 63) & 1) != 0;
  }

  boolean isEmpty() {
    return (low | high | top | last) == 0;
  }
}
