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

/**
 * What the kernel announces about nftables: a netlink socket (AF_NETLINK, NETLINK_NETFILTER, group
 * NFNLGRP_NFTABLES; see linux/netlink.h and linux/netfilter/nfnetlink.h). Used by one thread.
 */
final class KernelEvents implements Closeable {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
  private static final int NETLINK_NETFILTER = 12;
  private static final int GROUP_NFTABLES = 1 << 7 - 1;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ENOBUFS = 105;
  private static final int BUFFER_BYTES = 1 << 16;

  /** Nothing came for a second. */
  static final byte[] QUIET = {};

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SOCKET = bind("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = bind("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle OPTION =
      bind("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECEIVE = bind("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = bind("close", JAVA_INT);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = arena.allocate(STATE);
  private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 8);
  private final int socket;

  /** Listens from now on; needs CAP_NET_ADMIN. */
  KernelEvents() throws IOException {
    socket = (int) call("socket", SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_NETFILTER);
    MemorySegment second = arena.allocate(JAVA_LONG, 2);
    second.setAtIndex(JAVA_LONG, 0, 1);
    MemorySegment address = arena.allocate(12, 4);
    address.set(JAVA_SHORT, 0, (short) AF_NETLINK);
    address.set(JAVA_INT, 8, GROUP_NFTABLES);
    try {
      call("setsockopt", OPTION, socket, SOL_SOCKET, SO_RCVTIMEO, second, 16);
      call("bind", BIND, socket, address, 12);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static MethodHandle bind(String name, MemoryLayout... arguments) {
    MemoryLayout result = name.equals("recv") ? JAVA_LONG : JAVA_INT;
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"));
  }

  /**
   * Waits for the next announcement, a second at most.
   *
   * @return the netlink messages, {@link #QUIET} when none came
   * @throws Lost when announcements came faster than they were taken
   */
  byte[] next() throws IOException {
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

  /** Some announcements were lost: anything may have changed. */
  static final class Lost extends IOException {}

  private static final class Failed extends IOException {
    private final int errno;

    Failed(String call, int errno) {
      super("netlink: " + call + " failed with errno " + errno);
      this.errno = errno;
    }
  }
}
