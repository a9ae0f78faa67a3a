package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A set of bytes. */
final class ByteSet {
  static final ByteSet NONE = of("");

  /** Hexadecimal digits and separators, {@code IPv6:}, and what people mask addresses with. */
  static final ByteSet ADDRESS = of("0123456789abcdefABCDEFxyXYIPv.:*");

  private final boolean[] has = new boolean[256];
  private final boolean isEmpty;

  private ByteSet(byte[] bytes) {
    for (byte b : bytes) {
      has[b & 255] = true;
    }
    isEmpty = bytes.length == 0;
  }

  static ByteSet of(String chars) {
    return new ByteSet(chars.getBytes(StandardCharsets.UTF_8));
  }

  /** All bytes but these. */
  static ByteSet allBut(String chars) {
    ByteSet set = of(chars);
    byte[] others = new byte[256];
    int count = 0;
    for (int b = 0; b < 256; b++) {
      if (!set.has[b]) {
        others[count++] = (byte) b;
      }
    }
    return new ByteSet(Arrays.copyOf(others, count));
  }

  boolean has(byte b) {
    return has[b & 255];
  }

  boolean isEmpty() {
    return isEmpty;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ByteSet set && Arrays.equals(has, set.has);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(has);
  }
}
