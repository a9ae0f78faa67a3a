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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.net.Address;

/**
 * Takes login attempts from Dovecot's {@code event_exporter}, one JSON object each, as a line: the
 * body of an HTTP POST, or a line of a Unix stream socket. The sink is called by one thread at a
 * time; while it is busy Dovecot waits. What was sent while we were down is gone.
 */
public final class DovecotEvents implements Closeable {
  private static final Position NOWHERE = new Position("dovecot events", "");
  private static final int MAX_BODY_BYTES = 64 << 10;
  private static final int MAX_CONNECTIONS = 64;
  private static final int CAPACITY = 2 * LineBuffer.MAX_LINE_BYTES + 2;
  private static final int NO_CONTENT = 204;
  private static final int FORBIDDEN = 403;
  private static final int WRONG_METHOD = 405;
  private static final int TOO_LARGE = 413;

  private final DovecotEventSettings settings;
  private final Senders senders;
  private final LineSink sink;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private final List<HttpServer> https = new ArrayList<>();
  private final List<ServerSocketChannel> unix = new ArrayList<>();
  private final List<Inflow> inflows = new CopyOnWriteArrayList<>();

  private DovecotEvents(DovecotEventSettings settings, LineSink sink, InstantSource clock) {
    this.settings = settings;
    this.senders = new Senders(settings.senders());
    this.sink = sink;
    this.clock = clock;
  }

  /** Listens from now on; fails, listening to nothing, when a socket cannot be had. */
  public static DovecotEvents start(
      DovecotEventSettings settings, LineSink sink, InstantSource clock) throws IOException {
    DovecotEvents events = new DovecotEvents(settings, sink, clock);
    try {
      for (InetSocketAddress at : settings.http()) {
        events.listenHttp(at);
      }
      if (!settings.unixSocket().isEmpty()) {
        events.listenUnix(Path.of(settings.unixSocket()));
      }
      return events;
    } catch (IOException e) {
      events.close();
      throw new IOException("Dovecot's events cannot be taken: " + e.getMessage(), e);
    }
  }

  /** Lines, bodies and connections that were not what is taken here. */
  public long other() {
    return inflows.stream().mapToLong(Inflow::broken).sum();
  }

  /** One for each way that is listened on. */
  public List<InputState> states() {
    return inflows.stream().map(Inflow::state).toList();
  }

  /** The port that HTTP is listened on; 0 without HTTP. */
  int port() {
    return https.isEmpty() ? 0 : https.getFirst().getAddress().getPort();
  }

  private Inflow inflow(String way) {
    Inflow inflow = new Inflow("dovecot events " + way, clock);
    inflows.add(inflow);
    return inflow;
  }

  private void listenHttp(InetSocketAddress at) throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(at, MAX_CONNECTIONS);
    } catch (IOException e) {
      throw new IOException(at + ": " + e.getMessage(), e);
    }
    https.add(server);
    Inflow inflow = inflow("http " + at.getAddress().getHostAddress() + ", port " + at.getPort());
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, inflow));
    server.start();
  }

  private void answer(HttpExchange exchange, Inflow inflow) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(take(exchange, inflow), -1);
    }
  }

  private int take(HttpExchange exchange, Inflow inflow) throws IOException {
    Address sender = Address.of(exchange.getRemoteAddress().getAddress());
    if (!senders.include(sender)) {
      inflow.refused(sender);
      return FORBIDDEN;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return WRONG_METHOD;
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      inflow.broke();
      return TOO_LARGE;
    }
    LineSplitter.each(body, 0, body.length, (json, from, to) -> event(json, from, to, inflow));
    return NO_CONTENT;
  }

  /** A line of another kind could be anybody's, and would be believed as a log's. */
  private void event(byte[] json, int from, int to, Inflow inflow) {
    if (from == to || json[from] != '{') {
      inflow.broke();
      return;
    }
    inflow.grew(to - from);
    turn.lock();
    try {
      sink.block(json, from, to, NOWHERE);
    } finally {
      turn.unlock();
    }
  }

  private void listenUnix(Path path) throws IOException {
    UnixDatagrams.deleteSocket(path);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unix.add(server);
    server.bind(UnixDomainSocketAddress.of(path));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
    Inflow inflow = inflow(path.toString());
    Thread.ofVirtual().name("dovecot events").start(() -> accept(server, inflow));
  }

  private void accept(ServerSocketChannel server, Inflow inflow) {
    while (server.isOpen()) {
      try {
        SocketChannel connection = server.accept();
        if (connections.size() >= MAX_CONNECTIONS) {
          connection.close();
        } else {
          connections.add(connection);
          Thread.ofVirtual().name("dovecot events").start(() -> read(connection, inflow));
        }
      } catch (IOException e) {
        inflow.broke();
      }
    }
  }

  private void read(SocketChannel connection, Inflow inflow) {
    LineBuffer buffer = new LineBuffer(CAPACITY, LineBuffer.MAX_LINE_BYTES);
    LineBuffer.Drain drain =
        (bytes, from, to, used) ->
            LineSplitter.each(bytes, from, to, (b, f, t) -> event(b, f, t, inflow));
    try (connection;
        InputStream in = Channels.newInputStream(connection)) {
      int count;
      while ((count = in.read(buffer.bytes(), buffer.end(), buffer.space())) >= 0) {
        buffer.added(count, drain);
      }
    } catch (IOException e) {
      inflow.broke();
    } finally {
      connections.remove(connection);
    }
  }

  @Override
  public void close() throws IOException {
    https.forEach(server -> server.stop(0));
    for (ServerSocketChannel server : unix) {
      server.close();
      Files.deleteIfExists(Path.of(settings.unixSocket()));
    }
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
