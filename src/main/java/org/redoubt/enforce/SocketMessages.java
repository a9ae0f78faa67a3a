package org.redoubt.enforce;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.net.Address;

/**
 * The messages about TCP sockets (linux/inet_diag.h, linux/sock_diag.h): a header of 16 bytes, then
 * a request of 56 or a description that begins like one.
 */
final class SocketMessages {
  static final int INET = 2;
  static final int INET6 = 10;
  private static final int LIST = 20;
  private static final int DESTROY = 21;
  private static final int ERROR = 2;
  private static final int DONE = 3;
  private static final int REQUEST = 1;
  private static final int ACKNOWLEDGE = 4;
  private static final int DUMP = 0x300;
  private static final int HEADER_BYTES = 16;
  private static final int REQUEST_BYTES = HEADER_BYTES + 56;
  private static final int SOCKET_BYTES = 48;
  private static final byte TCP = 6;

  /** Established, half open or half closed: 1, 3, 4, 5, 8, 9 and 11 of linux/tcp_states.h. */
  private static final int CONNECTED =
      1 << 1 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 8 | 1 << 9 | 1 << 11;

  /**
   * A connection of this machine.
   *
   * @param id what the kernel knows it by
   */
  record Connection(int family, int localPort, Address peer, byte[] id) {}

  /**
   * What the kernel answered.
   *
   * @param ended whether nothing follows
   * @param errno 0 when all went well
   */
  record Answer(List<Connection> connections, boolean ended, int errno) {}

  private SocketMessages() {}

  /** Asks for all connections of the family. */
  static byte[] list(int family) {
    return request(LIST, REQUEST | DUMP, family, new byte[SOCKET_BYTES]);
  }

  /** Asks for the end of this connection. */
  static byte[] destroy(int family, byte[] id) {
    return request(DESTROY, REQUEST | ACKNOWLEDGE, family, id);
  }

  /** Asks for the end of a connection that nobody has. */
  static byte[] destroyNone() {
    return destroy(INET, new byte[SOCKET_BYTES]);
  }

  private static byte[] request(int type, int flags, int family, byte[] id) {
    ByteBuffer out = ByteBuffer.allocate(REQUEST_BYTES).order(ByteOrder.nativeOrder());
    out.putInt(REQUEST_BYTES).putShort((short) type).putShort((short) flags).putLong(0);
    out.put((byte) family).put(TCP).putShort((short) 0).putInt(CONNECTED).put(id);
    return out.array();
  }

  static Answer read(byte[] messages) {
    List<Connection> connections = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(messages).order(ByteOrder.nativeOrder());
    while (in.remaining() >= HEADER_BYTES + 4) {
      int start = in.position();
      int length = in.getInt(start);
      int type = in.getShort(start + 4);
      if (length < HEADER_BYTES + 4 || length > in.remaining()) {
        break;
      }
      if (type == ERROR || type == DONE) {
        return new Answer(connections, true, Math.max(0, -in.getInt(start + HEADER_BYTES)));
      }
      if (type == LIST && length >= HEADER_BYTES + 4 + SOCKET_BYTES) {
        connections.add(connection(in, start + HEADER_BYTES));
      }
      in.position(Math.min(in.limit(), start + (length + 3 & ~3)));
    }
    return new Answer(connections, false, 0);
  }

  /** Family, state, two bytes; then ports, own address, peer's address, interface and cookie. */
  private static Connection connection(ByteBuffer in, int at) {
    ByteBuffer network = in.duplicate().order(ByteOrder.BIG_ENDIAN);
    int family = in.get(at);
    byte[] id = new byte[SOCKET_BYTES];
    in.get(at + 4, id);
    int peer = at + 4 + 4 + 16;
    Address address =
        family == INET
            ? Address.v4(network.getInt(peer))
            : new Address(network.getLong(peer), network.getLong(peer + 8));
    return new Connection(family, network.getShort(at + 4) & 0xffff, address, id);
  }
}
