package org.redoubt.enforce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of the subsystems of NETLINK_NETFILTER: a header of 16 bytes, four of the family, then
 * attributes (linux/netlink.h, linux/netfilter/nfnetlink.h).
 */
final class NetlinkMessage {
  /** The last of several, or an answer without content: its first four bytes are -errno. */
  static final int ERROR = 2;

  /** The end of a dump. */
  static final int DONE = 3;

  private static final int HEADER_BYTES = 16;
  private static final int FAMILY_BYTES = 4;
  private static final int NFTABLES = 10 << 8;
  private static final int REQUEST_DUMP = 1 | 0x300;
  private static final byte INET = 1;

  private final ByteBuffer bytes;

  private NetlinkMessage(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Asks nftables for all of a kind, in the inet family. */
  static byte[] dump(int kind) {
    ByteBuffer out =
        ByteBuffer.allocate(HEADER_BYTES + FAMILY_BYTES).order(ByteOrder.nativeOrder());
    out.putInt(out.capacity()).putShort((short) (NFTABLES | kind)).putShort((short) REQUEST_DUMP);
    out.putLong(0).put(INET);
    return out.array();
  }

  /** The messages in what the kernel sent; what is cut off at the end is left out. */
  static List<NetlinkMessage> split(byte[] sent) {
    List<NetlinkMessage> messages = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(sent).order(ByteOrder.nativeOrder());
    int at = 0;
    while (at + HEADER_BYTES + FAMILY_BYTES <= in.limit()) {
      int length = in.getInt(at);
      if (length < HEADER_BYTES + FAMILY_BYTES || length > in.limit() - at) {
        break;
      }
      messages.add(new NetlinkMessage(in.slice(at, length).order(in.order())));
      at += aligned(length);
    }
    return messages;
  }

  /** The kind of a message of nftables, or -1. */
  int nftablesKind() {
    int type = type();
    return type >> 8 == NFTABLES >> 8 ? type & 0xff : -1;
  }

  int type() {
    return bytes.getShort(4) & 0xffff;
  }

  /** What it answers, or what caused it. */
  int sequence() {
    return bytes.getInt(8);
  }

  /** The socket that it answers, or that caused it. */
  int port() {
    return bytes.getInt(12);
  }

  /** Of an {@link #ERROR}: 0 when all went well. */
  int errno() {
    return -bytes.getInt(HEADER_BYTES);
  }

  /** The value of an attribute; empty when there is none. */
  byte[] attribute(int kind) {
    return attribute(bytes, HEADER_BYTES + FAMILY_BYTES, kind);
  }

  private static byte[] attribute(ByteBuffer bytes, int from, int kind) {
    int at = from;
    while (at + 4 <= bytes.limit()) {
      int length = bytes.getShort(at) & 0xffff;
      if (length < 4 || at + length > bytes.limit()) {
        break;
      }
      if ((bytes.getShort(at + 2) & 0x3fff) == kind) {
        byte[] value = new byte[length - 4];
        bytes.get(at + 4, value);
        return value;
      }
      at += aligned(length);
    }
    return new byte[0];
  }

  /** An attribute that is a number in network order; 0 when there is none. */
  int number(int kind) {
    byte[] value = attribute(kind);
    return value.length < 4 ? 0 : ByteBuffer.wrap(value).getInt();
  }

  /** A number of 64 bits, in network order, within an attribute; 0 when there is none. */
  long numberWithin(int kind, int inner) {
    ByteBuffer outer = ByteBuffer.wrap(attribute(kind)).order(ByteOrder.nativeOrder());
    byte[] value = attribute(outer, 0, inner);
    return value.length < 8 ? 0 : ByteBuffer.wrap(value).getLong();
  }

  /** An attribute that is a text; empty when there is none. */
  String text(int kind) {
    byte[] value = attribute(kind);
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    return new String(value, 0, end, StandardCharsets.UTF_8);
  }

  private static int aligned(int length) {
    return length + 3 & ~3;
  }
}
