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

  /** The only byte, eight times; 0 when there is another number of them. */
  private final long lone;

  private ByteSet(byte[] bytes) {
    for (byte b : bytes) {
      has[b & 255] = true;
    }
    isEmpty = bytes.length == 0;
    lone = bytes.length == 1 ? Bytes.eightOf(bytes[0]) : 0;
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

  /** These bytes without those. */
  ByteSet without(ByteSet others) {
    byte[] left = new byte[256];
    int count = 0;
    for (int b = 0; b < 256; b++) {
      if (has[b] && !others.has[b]) {
        left[count++] = (byte) b;
      }
    }
    return new ByteSet(Arrays.copyOf(left, count));
  }

  /** The first place in [from, to) that holds none of these bytes; {@code to} without one. */
  int end(byte[] text, int from, int to) {
    boolean[] in = has;
    int at = from;
    while (at < to && in[text[at] & 255]) {
      at++;
    }
    return at;
  }

  /** Whether one of them stands in [from, to). */
  boolean isIn(byte[] text, int from, int to) {
    if (lone != 0) {
      return Bytes.find(text, from, to, lone) >= 0;
    }
    for (int i = isEmpty ? to : from; i < to; i++) {
      if (has[text[i] & 255]) {
        return true;
      }
    }
    return false;
  }

  boolean has(byte b) {
    return has[b & 255];
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
