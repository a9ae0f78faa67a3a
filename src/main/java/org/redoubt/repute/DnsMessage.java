package org.redoubt.repute;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;

/**
 * Questions for IPv4 addresses of a name, and what comes back (RFC 1035, negative answers RFC
 * 2308). What comes back is written by strangers: reading it is bounded, whatever it says.
 */
final class DnsMessage {
  private static final int HEADER = 12;
  private static final int RECURSE = 0x0100;
  private static final int REPLY = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int TRUNCATED = 0x0200;
  private static final int ADDRESS = 1;
  private static final int ALIAS = 5;
  private static final int START_OF_ZONE = 6;
  private static final int INTERNET = 1;
  private static final int POINTER = 0xc0;
  private static final int MOST_NAME = 255;
  private static final int MOST_ANSWERS = 32;
  private static final long USUAL_NEGATIVE_SECONDS = 300;

  private final ByteBuffer in;

  private DnsMessage(ByteBuffer in) {
    this.in = in;
  }

  /** The question of this number. */
  static byte[] question(int id, String name) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + name.length() + 6);
    out.putShort((short) id).putShort((short) RECURSE).putShort((short) 1).position(HEADER);
    for (String label : name.split("\\.")) {
      out.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.put((byte) 0).putShort((short) ADDRESS).putShort((short) INTERNET);
    return out.array();
  }

  /** The answer to the question; null when it is the answer to another, or none at all. */
  static @Nullable DnsReply read(byte[] packet, int length, int id, String name) {
    if (length < HEADER) {
      return null;
    }
    try {
      return new DnsMessage(ByteBuffer.wrap(packet, 0, length)).read(id, name);
    } catch (RuntimeException e) { // Ends too early, or points anywhere.
      return null;
    }
  }

  private @Nullable DnsReply read(int id, String name) {
    int theirs = unsigned();
    int flags = unsigned();
    boolean isReply = theirs == id && (flags & REPLY) != 0 && (flags & OPCODE) == 0;
    if (!isReply || unsigned() != 1) {
      return null;
    }
    int answers = unsigned();
    int authorities = unsigned();
    in.position(HEADER);
    if (!name().equals(name.toLowerCase(Locale.ROOT))
        || unsigned() != ADDRESS
        || unsigned() != INTERNET) {
      return null;
    }
    if ((flags & TRUNCATED) != 0) {
      return new DnsReply.Failed("the answer is cut off");
    }
    return switch (flags & 15) {
      case 0, 3 -> records(name.toLowerCase(Locale.ROOT), answers, authorities);
      case 2 -> new DnsReply.Failed("the resolver failed (SERVFAIL)");
      case 5 -> new DnsReply.Failed("the resolver refuses");
      default -> new DnsReply.Failed("the resolver answers with error " + (flags & 15));
    };
  }

  private DnsReply records(String asked, int answers, int authorities) {
    String owner = asked;
    List<Address> found = new ArrayList<>();
    long seconds = Long.MAX_VALUE;
    for (int i = 0; i < answers; i++) {
      Item item = next();
      if (item.name.equals(owner) && item.type == ADDRESS && item.length == 4) {
        found.add(Address.v4(in.getInt(item.at)));
        seconds = Math.min(seconds, item.seconds);
      } else if (item.name.equals(owner) && item.type == ALIAS) {
        in.position(item.at);
        owner = name();
        seconds = Math.min(seconds, item.seconds);
      }
      in.position(item.at + item.length);
      if (found.size() > MOST_ANSWERS) {
        return new DnsReply.Failed("far too many answers");
      }
    }
    return found.isEmpty()
        ? new DnsReply.Nothing(negativeSeconds(authorities))
        : new DnsReply.Found(found, seconds);
  }

  private long negativeSeconds(int authorities) {
    long seconds = USUAL_NEGATIVE_SECONDS;
    for (int i = 0; i < authorities; i++) {
      Item item = next();
      if (item.type == START_OF_ZONE && item.length >= 22) {
        long minimum = Integer.toUnsignedLong(in.getInt(item.at + item.length - 4));
        seconds = Math.min(item.seconds, minimum);
      }
      in.position(item.at + item.length);
    }
    return seconds;
  }

  private record Item(String name, int type, long seconds, int at, int length) {}

  private Item next() {
    String name = name();
    int type = unsigned();
    unsigned();
    long seconds = Integer.toUnsignedLong(in.getInt());
    int length = unsigned();
    return new Item(name, type, seconds, in.position(), length);
  }

  private int unsigned() {
    return Short.toUnsignedInt(in.getShort());
  }

  /** A name in small letters; pointers must point backwards, so that it ends. */
  private String name() {
    StringBuilder out = new StringBuilder();
    int end = -1;
    int before = in.position();
    int length = in.get() & 255;
    while (length != 0) {
      if (length >= POINTER) {
        int target = (length & ~POINTER) << 8 | in.get() & 255;
        end = end < 0 ? in.position() : end;
        if (target >= before) {
          throw new IllegalArgumentException("a name that points forward");
        }
        before = target;
        in.position(target);
      } else {
        label(out, length);
      }
      length = in.get() & 255;
    }
    if (end >= 0) {
      in.position(end);
    }
    return out.toString();
  }

  private void label(StringBuilder out, int length) {
    if (length > 63 || out.length() + length > MOST_NAME) {
      throw new IllegalArgumentException("a name that is too long");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    String label = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    out.append(out.isEmpty() ? "" : ".").append(label);
  }
}
