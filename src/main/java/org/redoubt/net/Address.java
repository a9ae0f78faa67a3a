package org.redoubt.net;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address as a 128-bit number; IPv4 is kept IPv4-mapped, so {@code ::ffff:1.2.3.4}
 * and {@code 1.2.3.4} are the same value. Unsigned comparison of (hi, lo) gives the natural order.
 *
 * @param hi the upper 64 bits
 * @param lo the lower 64 bits
 */
public record Address(long hi, long lo) implements Comparable<Address> {
  private static final long MAPPED = 0xffff_0000_0000L;
  private static final int MAX_TEXT = 64;

  /** The IPv4 address with these 32 bits. */
  public static Address v4(int bits) {
    return new Address(0, MAPPED | Integer.toUnsignedLong(bits));
  }

  /** The address of the text, or null when it is not exactly one address. */
  public static @Nullable Address parse(String text) {
    if (text.length() > MAX_TEXT) {
      return null;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return parse(bytes, 0, bytes.length);
  }

  /** The address of the text; for literals and values already checked. */
  public static Address of(String text) {
    Address address = parse(text);
    if (address == null) {
      throw new IllegalArgumentException("not an address: " + text);
    }
    return address;
  }

  /** The value of a JDK address; an IPv6 scope is dropped. */
  public static Address of(InetAddress jdk) {
    byte[] b = jdk.getAddress();
    if (b.length == 4) {
      return v4(bigEndian(b, 0));
    }
    return new Address(
        join(bigEndian(b, 0), bigEndian(b, 4)), join(bigEndian(b, 8), bigEndian(b, 12)));
  }

  private static int bigEndian(byte[] b, int at) {
    return b[at] << 24 | (b[at + 1] & 255) << 16 | (b[at + 2] & 255) << 8 | b[at + 3] & 255;
  }

  private static long join(int high, int low) {
    return (long) high << 32 | Integer.toUnsignedLong(low);
  }

  /**
   * The address that fills {@code text[from, to)}, or null. Accepts dotted IPv4, every RFC 4291
   * form of IPv6, the {@code IPv6:} prefix of mail headers and a zone ({@code %eth0}), which is
   * dropped. Refuses octets with leading zeros, ports and brackets.
   */
  public static @Nullable Address parse(byte[] text, int from, int to) {
    int length = to - from;
    if (length < 2 || length > MAX_TEXT) {
      return null;
    }
    boolean mapped = text[from] == ':' && Quad.isMapped(text, from, to);
    long v4 = parseV4(text, mapped ? from + Quad.MAPPED_LENGTH : from, to);
    if (v4 >= 0) {
      return v4((int) v4);
    }
    return AddressText.parseV6(text, from, to);
  }

  /** The 32 bits of a dotted quad that fills the range, or -1. */
  static long parseV4(byte[] text, int from, int to) {
    if (from + Quad.REACH > text.length) {
      byte[] apart = Arrays.copyOfRange(text, from, from + Quad.REACH);
      return Quad.parse(apart, 0, to - from);
    }
    return Quad.parse(text, from, to);
  }

  public boolean isV4() {
    return hi == 0 && lo >>> 32 == 0xffff;
  }

  /** The IPv4 bits; only meaningful when {@link #isV4}. */
  public int v4Bits() {
    return (int) lo;
  }

  public boolean isLoopback() {
    return isV4() ? v4Bits() >>> 24 == 127 : hi == 0 && lo == 1;
  }

  /** The network that its neighbours share: /24 for IPv4, /48 for IPv6. */
  public Prefix network() {
    return Prefix.of(this, isV4() ? 24 : 48);
  }

  /** The prefix that holds this address alone. */
  public Prefix alone() {
    return Prefix.of(this, isV4() ? 32 : 128);
  }

  @Override
  public int compareTo(Address other) {
    int high = Long.compareUnsigned(hi, other.hi);
    return high != 0 ? high : Long.compareUnsigned(lo, other.lo);
  }

  /** Written out, as it is asked for every event: a record's own goes through a method handle. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address(long otherHi, long otherLo) && lo == otherLo && hi == otherHi;
  }

  @Override
  public int hashCode() {
    long mixed = (hi * 0x9E3779B97F4A7C15L ^ lo) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 32);
  }

  /** The canonical text: dotted for IPv4, RFC 5952 for IPv6. */
  @Override
  public String toString() {
    return AddressText.print(this);
  }
}
