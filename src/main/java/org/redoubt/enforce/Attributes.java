package org.redoubt.enforce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.redoubt.net.Address;

/**
 * Walks the attributes of a message of the kernel: two bytes of length with themselves, two of
 * kind, the value, and up to three more. Ends where they do not fit.
 */
final class Attributes {
  private static final int KIND = 0x3fff;
  private final ByteBuffer bytes;
  private int at;
  private int length;

  private Attributes(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static Attributes of(byte[] bytes) {
    return new Attributes(ByteBuffer.wrap(bytes));
  }

  /** Goes to the next one; false when there is none. */
  boolean next() {
    at += length + 3 & ~3;
    bytes.order(ByteOrder.nativeOrder());
    length = at + 4 <= bytes.limit() ? bytes.getShort(at) & 0xffff : 0;
    boolean fits = length >= 4 && length <= bytes.limit() - at;
    length = fits ? length : 0;
    at = fits ? at : bytes.limit();
    return fits;
  }

  int kind() {
    return bytes.getShort(at + 2) & KIND;
  }

  /** Those that this one consists of. */
  Attributes inner() {
    return new Attributes(bytes.slice(at + 4, length - 4));
  }

  /** A number of eight bytes in network order; 0 when it is of another size. */
  long number() {
    return length == 12 ? bytes.order(ByteOrder.BIG_ENDIAN).getLong(at + 4) : 0;
  }

  /** An address in network order; the null address when it is of another size. */
  Address address(boolean v4) {
    bytes.order(ByteOrder.BIG_ENDIAN);
    if (v4) {
      return Address.v4(length == 8 ? bytes.getInt(at + 4) : 0);
    }
    return length == 20
        ? new Address(bytes.getLong(at + 4), bytes.getLong(at + 12))
        : new Address(0, 0);
  }
}
