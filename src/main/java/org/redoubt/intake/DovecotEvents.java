package org.redoubt.intake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;

/**
 * Takes login attempts from Dovecot's {@code event_exporter}, one JSON object each: the body of an
 * HTTP POST, or a line of a Unix stream socket. The consumer is called by many threads; while it is
 * busy Dovecot waits.
 */
public final class DovecotEvents implements Closeable {
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final int MAX_CONNECTIONS = 64;
  private static final int CAPACITY = 2 * LineBuffer.MAX_LINE_BYTES + 2;
  private static final int NO_CONTENT = 204;
  private static final int FORBIDDEN = 403;
  private static final int WRONG_METHOD = 405;
  private static final int TOO_LARGE = 413;

  private final DovecotEventSettings settings;
  private final Consumer<AuthEvent> consumer;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong other = new AtomicLong();
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private @Nullable HttpServer http;
  private @Nullable ServerSocketChannel unix;

  private DovecotEvents(DovecotEventSettings settings, Consumer<AuthEvent> consumer) {
    this.settings = settings;
    this.consumer = consumer;
  }

  /** Listens from now on; fails, listening to nothing, when a socket cannot be had. */
  public static DovecotEvents start(DovecotEventSettings settings, Consumer<AuthEvent> consumer)
      throws IOException {
    DovecotEvents events = new DovecotEvents(settings, consumer);
    try {
      if (settings.http() != null) {
        events.listenHttp(settings.http());
      }
      if (settings.unixSocket() != null) {
        events.listenUnix(settings.unixSocket());
      }
      return events;
    } catch (IOException e) {
      events.close();
      throw new IOException("Dovecot's events cannot be taken: " + e.getMessage(), e);
    }
  }

  /** Login attempts taken so far. */
  public long taken() {
    return taken.get();
  }

  /** What was no login attempt, or nothing that can be read. */
  public long other() {
    return other.get();
  }

  /** The port that HTTP is listened on; 0 without HTTP. */
  int port() {
    return http == null ? 0 : http.getAddress().getPort();
  }

  private void listenHttp(InetSocketAddress at) throws IOException {
    HttpServer server = HttpServer.create(at, MAX_CONNECTIONS);
    http = server;
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(take(exchange), -1);
    }
  }

  private int take(HttpExchange exchange) throws IOException {
    if (!settings.senders().include(Address.of(exchange.getRemoteAddress().getAddress()))) {
      return FORBIDDEN;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return WRONG_METHOD;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return TOO_LARGE;
    }
    LineSplitter.each(body, 0, body.length, this::event);
    return NO_CONTENT;
  }

  private void event(byte[] json, int from, int to) {
    AuthEvent event = DovecotEvent.read(json, from, to);
    if (event == null) {
      other.incrementAndGet();
    } else {
      taken.incrementAndGet();
      consumer.accept(event);
    }
  }

  private void listenUnix(Path path) throws IOException {
    UnixDatagrams.deleteSocket(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unix = server;
    server.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    Thread.ofVirtual().name("dovecot events").start(() -> accept(server));
  }

  private void accept(ServerSocketChannel server) {
    while (server.isOpen()) {
      try {
        SocketChannel connection = server.accept();
        if (connections.size() >= MAX_CONNECTIONS) {
          connection.close();
        } else {
          connections.add(connection);
          Thread.ofVirtual().name("dovecot events connection").start(() -> read(connection));
        }
      } catch (IOException e) {
        other.incrementAndGet();
      }
    }
  }

  private void read(SocketChannel connection) {
    LineBuffer buffer = new LineBuffer(CAPACITY, LineBuffer.MAX_LINE_BYTES);
    try (connection;
        InputStream in = Channels.newInputStream(connection)) {
      int count;
      while ((count = in.read(buffer.bytes(), buffer.end(), buffer.space())) >= 0) {
        buffer.added(
            count, (bytes, from, to, used) -> LineSplitter.each(bytes, from, to, this::event));
      }
    } catch (IOException e) {
      other.incrementAndGet();
    } finally {
      connections.remove(connection);
    }
  }

  @Override
  public void close() throws IOException {
    if (http != null) {
      http.stop(0);
    }
    if (unix != null) {
      unix.close();
      Files.deleteIfExists(java.util.Objects.requireNonNull(settings.unixSocket()));
    }
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
