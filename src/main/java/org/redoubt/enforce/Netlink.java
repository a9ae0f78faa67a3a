package org.redoubt.enforce;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** A netlink socket (see netlink(7)): messages to and from the kernel. Used by one thread. */
final class Netlink implements Closeable {
  /** For nftables' announcements. */
  static final int NETFILTER = 12;

  /** For sockets of the machine. */
  static final int SOCK_DIAG = 4;

  /** Nothing came for a second. */
  static final byte[] QUIET = {};

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ENOBUFS = 105;
  private static final int BUFFER_BYTES = 1 << 16;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SOCKET =
      function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = function("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle OPTION =
      function("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SEND =
      function("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle RECEIVE =
      function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(STATE);
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 8);
  private final int socket;

  /**
   * @param protocol one of the constants
   * @param groups bits of the multicast groups to hear, which needs CAP_NET_ADMIN; 0 for none
   */
  Netlink(int protocol, int groups) throws IOException {
    socket = (int) call("socket", SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, protocol);
    MemorySegment second = arena.allocate(JAVA_LONG, 2);
    second.setAtIndex(JAVA_LONG, 0, 1);
    MemorySegment address = arena.allocate(12, 4);
    address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
    address.set(JAVA_INT, 8, groups);
    try {
      call("setsockopt", OPTION, socket, SOL_SOCKET, SO_RCVTIMEO, second, 16);
      call("bind", BIND, socket, address, 12);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /** Sends one message to the kernel. */
  void send(byte[] message) throws IOException {
    MemorySegment.copy(message, 0, buffer, JAVA_BYTE, 0, message.length);
    call("send", SEND, socket, buffer, (long) message.length, 0);
  }

  /**
   * Waits for messages, a second at most.
   *
   * @return one or more messages, {@link #QUIET} when none came
   * @throws Lost when they came faster than they were taken
   */
  byte[] receive() throws IOException {
    try {
      long length = call("recv", RECEIVE, socket, buffer, (long) BUFFER_BYTES, 0);
      return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    } catch (Failed e) {
      return switch (e.errno) {
        case EAGAIN, EINTR -> QUIET;
        case ENOBUFS -> throw new Lost();
        default -> throw e;
      };
    }
  }

  private long call(String name, MethodHandle function, Object... arguments) throws IOException {
    Object[] all = new Object[arguments.length + 1];
    all[0] = state;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    long result;
    try {
      result = ((Number) function.invokeWithArguments(all)).longValue();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (result < 0) {
      throw new Failed(name, (int) ERRNO.get(state, 0L));
    }
    return result;
  }

  @Override
  public void close() throws IOException {
    call("close", CLOSE, socket);
    arena.close();
  }

  /** Some messages were lost: anything may have happened. */
  static final class Lost extends IOException {}

  private static final class Failed extends IOException {
    private final int errno;

    Failed(String call, int errno) {
      super("netlink: " + call + " failed with errno " + errno);
      this.errno = errno;
    }
  }
}
