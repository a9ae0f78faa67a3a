package org.redoubt.intake;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.net.Address;

/**
 * Takes syslog messages by UDP, TCP, TLS and a Unix datagram socket, from the senders that the
 * settings name. A thread a connection, virtual ones; the sink is called by one at a time, and
 * while it is busy TCP senders wait. Datagrams that come faster than they are taken are lost by the
 * kernel, as UDP has it. What was sent while we were down is gone: positions are empty.
 */
public final class SyslogServer implements Closeable {
  private static final int MAX_DATAGRAM_BYTES = 65_535;
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private final SyslogSettings settings;
  private final LineSink sink;
  private final ReentrantLock turn = new ReentrantLock();
  private final List<Closeable> listeners = new ArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong refusedSenders = new AtomicLong();
  private final AtomicLong brokenConnections = new AtomicLong();
  private final AtomicLong readBytes = new AtomicLong();
  private volatile long lastGrowthMillis = System.currentTimeMillis();

  private SyslogServer(SyslogSettings settings, LineSink sink) {
    this.settings = settings;
    this.sink = sink;
  }

  /** Listens from now on; fails, listening to nothing, when one of the sockets cannot be had. */
  public static SyslogServer start(SyslogSettings settings, LineSink sink) throws IOException {
    SyslogServer server = new SyslogServer(settings, sink);
    try {
      server.listen();
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void listen() throws IOException {
    for (InetSocketAddress at : settings.udp()) {
      DatagramSocket socket = listening(at, () -> new DatagramSocket(at));
      socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      Thread.ofVirtual().name("syslog udp " + at).start(() -> receive(socket));
    }
    for (InetSocketAddress at : settings.tcp()) {
      ServerSocket socket =
          listening(at, () -> new ServerSocket(at.getPort(), 50, at.getAddress()));
      Thread.ofVirtual().name("syslog tcp " + at).start(() -> accept(socket));
    }
    if (settings.identity() != null) {
      listenTls(settings.identity());
    }
    if (settings.unixSocket() != null) {
      UnixDatagrams socket = UnixDatagrams.bind(settings.unixSocket());
      listeners.add(socket);
      SyslogFrames frames = new SyslogFrames(drain("syslog " + settings.unixSocket()));
      Thread.ofPlatform()
          .daemon()
          .name("syslog unix")
          .start(() -> socket.receiveAll(frames::message));
    }
  }

  private void listenTls(TlsIdentity identity) throws IOException {
    var factory = identity.context().getServerSocketFactory();
    for (InetSocketAddress at : settings.tls()) {
      ServerSocket socket =
          listening(at, () -> factory.createServerSocket(at.getPort(), 50, at.getAddress()));
      Thread.ofVirtual().name("syslog tls " + at).start(() -> accept(socket));
    }
  }

  @FunctionalInterface
  private interface Opener<T> {
    T open() throws IOException;
  }

  private <T extends Closeable> T listening(InetSocketAddress at, Opener<T> opener)
      throws IOException {
    try {
      T socket = opener.open();
      listeners.add(socket);
      return socket;
    } catch (IOException e) {
      throw new IOException("syslog cannot listen on " + at + ": " + e.getMessage(), e);
    }
  }

  /** The addresses that TCP and TLS are listened on, with the ports that were given. */
  List<Integer> ports() {
    List<Integer> ports = new ArrayList<>();
    for (Closeable listener : listeners) {
      if (listener instanceof ServerSocket socket) {
        ports.add(socket.getLocalPort());
      } else if (listener instanceof DatagramSocket socket) {
        ports.add(socket.getLocalPort());
      }
    }
    return ports;
  }

  /** Connections and datagrams that came from elsewhere than the senders named. */
  public long refusedSenders() {
    return refusedSenders.get();
  }

  /** Connections that ended in the middle of something, or were not syslog. */
  public long brokenConnections() {
    return brokenConnections.get();
  }

  public InputState state() {
    return new InputState("syslog", readBytes.get(), lastGrowthMillis, null);
  }

  private void receive(DatagramSocket socket) {
    SyslogFrames frames = new SyslogFrames(drain("syslog udp"));
    DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
    while (!socket.isClosed()) {
      try {
        packet.setLength(MAX_DATAGRAM_BYTES);
        socket.receive(packet);
        if (isWelcome(packet.getAddress())) {
          frames.message(packet.getData(), packet.getLength());
        }
      } catch (IOException e) {
        brokenConnections.incrementAndGet();
      }
    }
  }

  private boolean isWelcome(InetAddress sender) {
    boolean welcome = settings.senders().include(Address.of(sender));
    if (!welcome) {
      refusedSenders.incrementAndGet();
    }
    return welcome;
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        take(socket.accept());
      } catch (IOException e) {
        brokenConnections.incrementAndGet();
      }
    }
  }

  private void take(Socket connection) throws IOException {
    if (!isWelcome(connection.getInetAddress())
        || connections.size() >= settings.maxConnections()) {
      connection.close();
      return;
    }
    connection.setKeepAlive(true);
    connections.add(connection);
    Thread.ofVirtual().name("syslog connection").start(() -> read(connection));
  }

  private void read(Socket connection) {
    String input = "syslog " + connection.getInetAddress().getHostAddress();
    try (connection) {
      new SyslogFrames(drain(input)).readAll(connection.getInputStream());
    } catch (IOException e) {
      brokenConnections.incrementAndGet();
    } finally {
      connections.remove(connection);
    }
  }

  private LineBuffer.Drain drain(String input) {
    Position nowhere = new Position(input, "");
    return (bytes, from, to, inputBytes) -> {
      readBytes.addAndGet(to - from);
      lastGrowthMillis = System.currentTimeMillis();
      turn.lock();
      try {
        sink.block(bytes, from, to, nowhere);
      } finally {
        turn.unlock();
      }
    };
  }

  @Override
  public void close() throws IOException {
    for (Closeable listener : listeners) {
      listener.close();
    }
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
