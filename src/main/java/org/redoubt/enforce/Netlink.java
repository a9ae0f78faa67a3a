package org.redoubt.enforce;

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
import java.util.Arrays;
import java.util.function.Consumer;

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
  private static final int SO_SNDBUFFORCE = 32;
  private static final int ADDRESS_BYTES = 12;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ENOBUFS = 105;
  private static final int BUFFER_BYTES = 1 << 16;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /**
   * All functions are called as if they took five numbers and gave one: so are ints and pointers
   * handed over on 64-bit machines, and what a function does not take it does not see. For each
   * shape the JVM would write classes at the start of the program.
   */
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle SOCKET = function("socket");
  private static final MethodHandle BIND = function("bind");
  private static final MethodHandle OPTION = function("setsockopt");
  private static final MethodHandle NAME = function("getsockname");
  private static final MethodHandle SEND = function("send");
  private static final MethodHandle RECEIVE = function("recv");
  private static final MethodHandle CLOSE = function("close");

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(STATE);
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 8);
  private final int socket;

  /**
   * @param protocol one of the constants
   * @param groups bits of the multicast groups to hear, which needs CAP_NET_ADMIN; 0 for none
   */
  Netlink(int protocol, int groups) throws IOException {
    socket = call("socket", SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, protocol);
    MemorySegment second = arena.allocate(JAVA_LONG, 2);
    second.setAtIndex(JAVA_LONG, 0, 1);
    MemorySegment address = arena.allocate(ADDRESS_BYTES, 4);
    address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
    address.set(JAVA_INT, 8, groups);
    try {
      call("setsockopt", OPTION, socket, SOL_SOCKET, SO_RCVTIMEO, second.address(), 16);
      call("bind", BIND, socket, address.address(), ADDRESS_BYTES);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static MethodHandle function(String name) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), SHAPE, Linker.Option.captureCallState("errno"));
  }

  /** The number by which the kernel knows this socket. */
  int port() throws IOException {
    MemorySegment address = arena.allocate(ADDRESS_BYTES, 4);
    MemorySegment length = arena.allocate(JAVA_INT);
    length.set(JAVA_INT, 0, ADDRESS_BYTES);
    call("getsockname", NAME, socket, address.address(), length.address());
    return address.get(JAVA_INT, 4);
  }

  /** Sends messages to the kernel, which has dealt with them when this returns. */
  void send(byte[] messages) throws IOException {
    if (messages.length <= BUFFER_BYTES) {
      MemorySegment.copy(messages, 0, buffer, JAVA_BYTE, 0, messages.length);
      send(buffer, messages.length);
      return;
    }
    try (Arena large = Arena.ofConfined()) {
      MemorySegment room = large.allocate(JAVA_INT);
      room.set(JAVA_INT, 0, messages.length + BUFFER_BYTES);
      call("setsockopt", OPTION, socket, SOL_SOCKET, SO_SNDBUFFORCE, room.address(), 4);
      send(large.allocateFrom(JAVA_BYTE, messages), messages.length);
    }
  }

  private void send(MemorySegment from, long length) throws IOException {
    call("send", SEND, socket, from.address(), length);
  }

  /** Asks the kernel for all of a kind and takes each message of the answer. */
  void dump(int kind, Consumer<NetlinkMessage> each) throws IOException {
    dump(NetlinkMessage.dump(kind), each);
  }

  /** Asks the kernel for many things and takes each message of the answer. */
  void dump(byte[] question, Consumer<NetlinkMessage> each) throws IOException {
    send(question);
    while (take(receive(), each)) {}
  }

  /** Whether more will come. */
  private static boolean take(byte[] sent, Consumer<NetlinkMessage> each) throws IOException {
    if (sent.length == 0) {
      throw new IOException("the kernel does not answer about nftables");
    }
    for (NetlinkMessage message : NetlinkMessage.split(sent)) {
      if (message.type() == NetlinkMessage.DONE) {
        return false;
      }
      if (message.type() == NetlinkMessage.ERROR) {
        throw new IOException("the kernel does not tell of nftables: errno " + message.errno());
      }
      each.accept(message);
    }
    return true;
  }

  /**
   * Waits for messages, a second at most.
   *
   * @return one or more messages, {@link #QUIET} when none came
   * @throws Lost when they came faster than they were taken
   */
  byte[] receive() throws IOException {
    try {
      int length = call("recv", RECEIVE, socket, buffer.address(), BUFFER_BYTES);
      return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    } catch (Failed e) {
      return switch (e.errno) {
        case EAGAIN, EINTR -> QUIET;
        case ENOBUFS -> throw new Lost();
        default -> throw e;
      };
    }
  }

  private int call(String name, MethodHandle function, long... some) throws IOException {
    long[] all = Arrays.copyOf(some, SHAPE.argumentLayouts().size());
    int result;
    try {
      result = (int) (long) function.invokeExact(state, all[0], all[1], all[2], all[3], all[4]);
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
