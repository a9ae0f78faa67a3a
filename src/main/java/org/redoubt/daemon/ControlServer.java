package org.redoubt.daemon;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Listens on the control socket: one request line of JSON in, one answer line of JSON out, then the
 * connection ends. Who may connect is decided by the rights of the socket's file (0600). One
 * virtual thread per connection, at most {@value #MAX_CONNECTIONS} at a time.
 */
public final class ControlServer implements AutoCloseable {
  static final int MAX_CONNECTIONS = 16;
  private static final long PAUSE_NANOS = 100_000_000;
  private final ServerSocketChannel listening;
  private final Path socket;
  private final Control control;
  private final Semaphore free = new Semaphore(MAX_CONNECTIONS);

  private ControlServer(ServerSocketChannel listening, Path socket, Control control) {
    this.listening = listening;
    this.socket = socket;
    this.control = control;
  }

  /** Opens the socket, replacing one that a dead daemon left, and answers from then on. */
  public static ControlServer open(Path socket, Control control) throws IOException {
    ControlServer server = new ControlServer(listen(socket), socket, control);
    Thread.ofVirtual().name("control").start(server::accept);
    return server;
  }

  /** The socket gets its rights in a private folder before it appears under its name. */
  private static ServerSocketChannel listen(Path socket) throws IOException {
    Path folder = Files.createTempDirectory(socket.toAbsolutePath().getParent(), ".s");
    Path made = folder.resolve("s");
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(made));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
      Files.move(made, socket, StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new IOException("cannot open the control socket " + socket + ": " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(made);
      Files.delete(folder);
    }
  }

  private void accept() {
    while (listening.isOpen()) {
      try {
        serve(listening.accept());
      } catch (IOException e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void serve(SocketChannel connection) {
    if (!free.tryAcquire()) {
      ControlConnection.refuse(connection);
      return;
    }
    Thread.ofVirtual()
        .name("control-connection")
        .start(() -> {
          try {
            new ControlConnection(connection, control).run();
          } finally {
            free.release();
          }
        });
  }

  @Override
  public void close() throws IOException {
    listening.close();
    Files.deleteIfExists(socket);
  }
}
