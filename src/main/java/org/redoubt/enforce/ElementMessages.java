package org.redoubt.enforce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * One transaction about the elements of our ban sets, and questions about them, in the words of the
 * kernel (linux/netfilter/nf_tables.h): a message that begins, one for each thousand elements, one
 * that ends. Each message is a header of 16 bytes, four of the family, then attributes.
 */
final class ElementMessages {
  private static final int NEW = 12;
  private static final int GET = 13;
  private static final int DELETE = 14;
  private static final int SUBSYSTEM = 10;
  private static final int NFTABLES = SUBSYSTEM << 8;
  private static final int BEGIN = 0x10;
  private static final int END = 0x11;
  private static final int REQUEST = 1;
  private static final int ACKNOWLEDGE = 4;
  private static final int DUMP = 0x300;
  private static final int CREATE = 0x400;
  private static final byte INET = 1;
  private static final byte ANY_FAMILY = 0;

  /** The length of an attribute has 16 bits. */
  private static final int MOST_OF_A_MESSAGE = 1000;

  private static final int NESTED = 0x8000;
  private static final int TABLE = 1;
  private static final int SET = 2;
  private static final int ELEMENTS = 3;
  private static final int ELEMENT = 1;
  private static final int KEY = 1;
  private static final int VALUE = 1;
  private static final int TIMEOUT = 4;
  private static final int EXPIRATION = 5;
  private static final byte[] TABLE_NAME = name(Ruleset.TABLE.substring("inet ".length()));

  private final int sequence;
  private ByteBuffer out = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
  private int last = -1;

  private ElementMessages(int sequence) {
    this.sequence = sequence;
  }

  /**
   * A transaction, to be filled.
   *
   * @param sequence the kernel's answer names it
   */
  static ElementMessages transaction(int sequence) {
    ElementMessages made = new ElementMessages(sequence);
    made.header(BEGIN, REQUEST, ANY_FAMILY, SUBSYSTEM);
    made.endMessage(0);
    return made;
  }

  private static byte[] name(String text) {
    return (text + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  /** Asks for all elements of a set. */
  static byte[] list(BanSet set) {
    ElementMessages one = new ElementMessages(0);
    one.header(NFTABLES | GET, REQUEST | DUMP, INET, 0);
    one.names(set);
    one.endMessage(0);
    return one.bytes();
  }

  /** Has these in the set, as they are where they are there already. */
  void add(BanSet set, List<? extends Change> changes, long nowMillis) {
    elements(NEW, REQUEST | CREATE, set, changes, nowMillis);
  }

  /** Takes these out of the set; the transaction fails when one is not there. */
  void delete(BanSet set, List<? extends Change> changes) {
    elements(DELETE, REQUEST, set, changes, Long.MAX_VALUE);
  }

  private void elements(
      int kind, int flags, BanSet set, List<? extends Change> changes, long nowMillis) {
    for (int from = 0; from < changes.size(); from += MOST_OF_A_MESSAGE) {
      int start = out.position();
      header(NFTABLES | kind, flags, INET, 0);
      names(set);
      int list = begin(ELEMENTS | NESTED);
      for (Change change :
          changes.subList(from, Math.min(changes.size(), from + MOST_OF_A_MESSAGE))) {
        element(change, set.v4(), nowMillis);
      }
      end(list);
      endMessage(start);
      last = start;
    }
  }

  private void names(BanSet set) {
    text(TABLE, TABLE_NAME);
    text(SET, name(set.name()));
  }

  private void element(Change change, boolean v4, long nowMillis) {
    reserve(64);
    int element = begin(ELEMENT | NESTED);
    int key = begin(KEY | NESTED);
    int value = begin(VALUE);
    Address base = change.prefix().base();
    out.order(ByteOrder.BIG_ENDIAN);
    if (v4) {
      out.putInt((int) base.lo());
    } else {
      out.putLong(base.hi()).putLong(base.lo());
    }
    out.order(ByteOrder.nativeOrder());
    end(value);
    end(key);
    if (change instanceof Change.Ban ban
        && nowMillis != Long.MAX_VALUE
        && !Ruleset.isForever(ban.untilMillis(), nowMillis)) {
      int timeout = begin(TIMEOUT);
      out.order(ByteOrder.BIG_ENDIAN).putLong(Math.max(1, ban.untilMillis() - nowMillis));
      out.order(ByteOrder.nativeOrder());
      end(timeout);
    }
    end(element);
  }

  private void header(int type, int flags, byte family, int subsystem) {
    reserve(64);
    out.putInt(0).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(0);
    out.put(family).put((byte) 0).put((byte) (subsystem >> 8)).put((byte) subsystem);
  }

  private void endMessage(int start) {
    out.putInt(start, out.position() - start);
  }

  private int begin(int kind) {
    int start = out.position();
    out.putShort((short) 0).putShort((short) kind);
    return start;
  }

  private void end(int start) {
    out.putShort(start, (short) (out.position() - start));
    while (out.position() % 4 != 0) {
      out.put((byte) 0);
    }
  }

  private void text(int kind, byte[] value) {
    int start = begin(kind);
    out.put(value);
    end(start);
  }

  private void reserve(int bytes) {
    if (out.remaining() < bytes) {
      ByteBuffer larger = ByteBuffer.allocate(2 * out.capacity()).order(ByteOrder.nativeOrder());
      out = larger.put(out.flip());
    }
  }

  /** The whole transaction, whose last change the kernel will acknowledge. */
  byte[] end() {
    if (last >= 0) {
      out.putShort(last + 6, (short) (out.getShort(last + 6) | ACKNOWLEDGE));
    }
    int start = out.position();
    header(END, REQUEST, ANY_FAMILY, SUBSYSTEM);
    endMessage(start);
    return bytes();
  }

  boolean isEmpty() {
    return last < 0;
  }

  private byte[] bytes() {
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  /** Reads the bans in a message of the kernel about elements of this set. */
  static void read(NetlinkMessage message, BanSet set, long nowMillis, Consumer<Change.Ban> each) {
    Attributes list = Attributes.of(message.attribute(ELEMENTS));
    while (list.next()) {
      Attributes element = list.inner();
      Address base = null;
      long until = Change.FOREVER;
      while (element.next()) {
        switch (element.kind()) {
          case KEY -> base = address(element.inner(), set.v4());
          case EXPIRATION -> until = nowMillis + element.number();
          default -> {}
        }
      }
      if (base != null) {
        each.accept(new Change.Ban(Prefix.of(base, set.length()), until));
      }
    }
  }

  private static Address address(Attributes key, boolean v4) {
    return key.next() ? key.address(v4) : Address.v4(0);
  }
}
