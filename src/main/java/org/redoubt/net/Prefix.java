package org.redoubt.net;

import org.jspecify.annotations.Nullable;

/**
 * A block of addresses. The length counts in the family's own bits: 0 to 32 for IPv4, 0 to 128 for
 * IPv6; bits of the base beyond the length are zero.
 */
public record Prefix(Address base, int length) implements Comparable<Prefix> {

  public Prefix {
    if (length < 0 || length > (base.isV4() ? 32 : 128)) {
      throw new IllegalArgumentException("prefix length out of range: " + base + "/" + length);
    }
    base = masked(base, base.isV4() ? length + 96 : length);
  }

  /** The block of this length that the address is in. */
  public static Prefix of(Address address, int length) {
    return new Prefix(address, length);
  }

  /** {@code 192.0.2.0/24}, {@code 2001:db8::/32} or a lone address; null when it is neither. */
  public static @Nullable Prefix parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      Address address = Address.parse(text);
      return address == null ? null : address.alone();
    }
    Address base = Address.parse(text.substring(0, slash));
    String digits = text.substring(slash + 1);
    if (base == null || digits.isEmpty() || digits.length() > 3) {
      return null;
    }
    int length = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return null;
      }
      length = length * 10 + c - '0';
    }
    return length > (base.isV4() ? 32 : 128) ? null : new Prefix(base, length);
  }

  /** The block of the text; for literals and values already checked. */
  public static Prefix of(String text) {
    Prefix prefix = parse(text);
    if (prefix == null) {
      throw new IllegalArgumentException("not an address or prefix: " + text);
    }
    return prefix;
  }

  /** The length in 128-bit space, where IPv4 starts at 96. */
  public int mappedLength() {
    return base.isV4() ? length + 96 : length;
  }

  public boolean isAlone() {
    return length == (base.isV4() ? 32 : 128);
  }

  public boolean contains(Address address) {
    return base.isV4() == address.isV4() && masked(address, mappedLength()).equals(base);
  }

  public boolean contains(Prefix other) {
    return other.mappedLength() >= mappedLength() && contains(other.base);
  }

  public boolean overlaps(Prefix other) {
    return contains(other) || other.contains(this);
  }

  static Address masked(Address address, int mappedLength) {
    long maskHi = mappedLength >= 64 ? -1 : mappedLength == 0 ? 0 : -1L << 64 - mappedLength;
    long maskLo = mappedLength >= 128 ? -1 : mappedLength <= 64 ? 0 : -1L << 128 - mappedLength;
    long hi = address.hi() & maskHi;
    long lo = address.lo() & maskLo;
    return hi == address.hi() && lo == address.lo() ? address : new Address(hi, lo);
  }

  @Override
  public int compareTo(Prefix other) {
    int bases = base.compareTo(other.base);
    return bases != 0 ? bases : Integer.compare(length, other.length);
  }

  /** The address alone, or {@code base/length}. */
  @Override
  public String toString() {
    return isAlone() ? base.toString() : base + "/" + length;
  }
}
