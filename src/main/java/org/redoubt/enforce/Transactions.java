package org.redoubt.enforce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Tells who changed our table from what the kernel announces: the messages of a transaction, each
 * with the table's name, then one about the new generation with the process that made it (see
 * linux/netfilter/nf_tables.h). Not thread-safe.
 */
final class Transactions {
  private static final int HEADER_BYTES = 16;
  private static final int FAMILY_BYTES = 4;
  private static final int SUBSYSTEM_NFTABLES = 10;
  private static final int NEW_GENERATION = 15;
  private static final int TABLE_NAME = 1;
  private static final int PROCESS_ID = 2;
  private static final int PROCESS_NAME = 3;
  private static final Set<String> OURS = Set.of(bare(Ruleset.TABLE), bare(AdmissionRuleset.TABLE));

  private final Maker ours;
  private boolean touched;

  /** Whether a process is one through which we make changes. */
  interface Maker {
    boolean is(int processId, String name);
  }

  Transactions(Maker ours) {
    this.ours = ours;
  }

  private static String bare(String table) {
    return table.substring(table.indexOf(' ') + 1);
  }

  /** Whether somebody else has changed a table of ours, by these messages. */
  boolean changedByOthers(byte[] messages) {
    ByteBuffer in = ByteBuffer.wrap(messages).order(ByteOrder.nativeOrder());
    boolean foreign = false;
    while (in.remaining() >= HEADER_BYTES + FAMILY_BYTES) {
      int length = in.getInt(in.position());
      if (length < HEADER_BYTES + FAMILY_BYTES || length > in.remaining()) {
        return true;
      }
      foreign |= foreign(in.slice(in.position(), length).order(in.order()));
      in.position(Math.min(in.limit(), in.position() + aligned(length)));
    }
    return foreign;
  }

  private boolean foreign(ByteBuffer message) {
    int type = message.getShort(4) & 0xffff;
    if (type >> 8 != SUBSYSTEM_NFTABLES) {
      return false;
    }
    if ((type & 0xff) != NEW_GENERATION) {
      touched |= OURS.contains(text(message, TABLE_NAME));
      return false;
    }
    boolean foreign = touched && !ours.is(processId(message), text(message, PROCESS_NAME));
    touched = false;
    return foreign;
  }

  private static int processId(ByteBuffer message) {
    int at = attribute(message, PROCESS_ID);
    return at < 0 ? 0 : message.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(at);
  }

  private static String text(ByteBuffer message, int kind) {
    int at = attribute(message, kind);
    if (at < 0) {
      return "";
    }
    byte[] bytes = new byte[(message.getShort(at - 4) & 0xffff) - 4];
    message.get(at, bytes);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** Where the value of the attribute starts, or -1. */
  private static int attribute(ByteBuffer message, int kind) {
    int at = HEADER_BYTES + FAMILY_BYTES;
    while (at + 4 <= message.limit()) {
      int length = message.getShort(at) & 0xffff;
      if (length < 4 || at + length > message.limit()) {
        return -1;
      }
      if ((message.getShort(at + 2) & 0x3fff) == kind) {
        return at + 4;
      }
      at += aligned(length);
    }
    return -1;
  }

  private static int aligned(int length) {
    return length + 3 & ~3;
  }
}
