package org.redoubt.intake;

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
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A Unix datagram socket, as {@code /dev/log} is one. The JDK has none, so libc is called. Whoever
 * may write to it is believed: owner and group of the file only.
 */
final class UnixDatagrams implements Closeable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SHUT_RD = 0;
  private static final int MAX_PATH_BYTES = 107;
  private static final int ADDRESS_BYTES = 110;
  private static final int MAX_FAILURES = 1_000;
  private static final int MAX_DATAGRAM_BYTES = 128 << 10;

  private static final MethodHandle SOCKET = libc("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = libc("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SHUTDOWN = libc("shutdown", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = libc("close", JAVA_INT);
  private static final MethodHandle RECV =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("recv"),
              FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  private final Path path;
  private final int descriptor;
  private volatile boolean closed;

  private UnixDatagrams(Path path, int descriptor) {
    this.path = path;
    this.descriptor = descriptor;
  }

  /** Takes a message in {@code bytes[0, length)}. */
  @FunctionalInterface
  interface Receiver {
    void message(byte[] bytes, int length);
  }

  /** Makes the socket; one that is left over from before is replaced. */
  static UnixDatagrams bind(Path path) throws IOException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MAX_PATH_BYTES) {
      throw new IOException(path + ": longer than the " + MAX_PATH_BYTES + " bytes of a socket");
    }
    deleteSocket(path);
    int descriptor = (int) call(SOCKET, AF_UNIX, SOCK_DGRAM, 0);
    UnixDatagrams socket = new UnixDatagrams(path, descriptor);
    if (descriptor < 0 || !socket.bind(name)) {
      socket.closed = true;
      call(CLOSE, descriptor);
      throw new IOException(path + ": cannot be made; is its folder there and writable?");
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    return socket;
  }

  /** Makes room for a socket where an earlier one is left; anything else stays. */
  static void deleteSocket(Path path) throws IOException {
    if (isSocket(path)) {
      Files.delete(path);
    }
  }

  private static boolean isSocket(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther();
  }

  private boolean bind(byte[] name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ADDRESS_BYTES);
      address.set(JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
      return (int) call(BIND, descriptor, address, ADDRESS_BYTES) == 0;
    }
  }

  /** Hands over messages until {@link #close}; blocks its thread, which must be a platform one. */
  void receiveAll(Receiver receiver) {
    byte[] bytes = new byte[MAX_DATAGRAM_BYTES];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(MAX_DATAGRAM_BYTES);
      int failures = 0;
      while (!closed && failures++ < MAX_FAILURES) {
        long count = (long) call(RECV, descriptor, buffer, (long) MAX_DATAGRAM_BYTES, 0);
        if (count > 0) {
          MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, (int) count);
          receiver.message(bytes, (int) count);
          failures = 0;
        }
      }
    } finally {
      call(CLOSE, descriptor);
    }
  }

  /** Wakes the receiver, which closes the socket. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      call(SHUTDOWN, descriptor, SHUT_RD);
      Files.deleteIfExists(path);
    }
  }

  private static MethodHandle libc(String name, java.lang.foreign.MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, parameters));
  }

  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
