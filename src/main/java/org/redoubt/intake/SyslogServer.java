package org.redoubt.intake;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.redoubt.net.Address;

/**
 * Takes syslog messages by UDP, TCP, TLS and a Unix datagram socket, from the senders that the
 * settings name. A thread a connection, virtual ones; the sink is called by one at a time, and
 * while it is busy TCP senders wait. Datagrams that come faster than they are taken are lost by the
 * kernel, as UDP has it. What was sent while we were down is gone: positions are no places.
 */
public final class SyslogServer implements Closeable {
  private static final int MAX_DATAGRAM_BYTES = 65_535;
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int BACKLOG = 50;

  private final SyslogSettings settings;
  private final Senders senders;
  private final LineSink sink;
  private final InstantSource clock;
  private final ReentrantLock turn = new ReentrantLock();
  private final List<Closeable> listeners = new ArrayList<>();
  private final List<Inflow> inflows = new CopyOnWriteArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private SyslogServer(SyslogSettings settings, LineSink sink, InstantSource clock) {
    this.settings = settings;
    this.senders = new Senders(settings.senders());
    this.sink = sink;
    this.clock = clock;
  }

  /** Listens from now on; fails, listening to nothing, when one of the sockets cannot be had. */
  public static SyslogServer start(SyslogSettings settings, LineSink sink, InstantSource clock)
      throws IOException {
    SyslogServer server = new SyslogServer(settings, sink, clock);
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
      Inflow inflow = inflow("udp", at);
      Thread.ofVirtual().name("syslog udp " + at).start(() -> receive(socket, inflow));
    }
    for (InetSocketAddress at : settings.tcp()) {
      accepting("tcp", at, () -> new ServerSocket(at.getPort(), BACKLOG, at.getAddress()));
    }
    TlsIdentity identity = settings.identity();
    if (identity != null) {
      var factory = identity.context().getServerSocketFactory();
      for (InetSocketAddress at : settings.tls()) {
        accepting(
            "tls", at, () -> factory.createServerSocket(at.getPort(), BACKLOG, at.getAddress()));
      }
    }
    if (!settings.unixSocket().isEmpty()) {
      listenUnix(Path.of(settings.unixSocket()));
    }
  }

  private void accepting(String way, InetSocketAddress at, Opener<ServerSocket> opener)
      throws IOException {
    ServerSocket socket = listening(at, opener);
    Inflow inflow = inflow(way, at);
    Thread.ofVirtual().name("syslog " + way + " " + at).start(() -> accept(socket, inflow));
  }

  private void listenUnix(Path path) throws IOException {
    UnixDatagrams socket = UnixDatagrams.bind(path);
    listeners.add(socket);
    Inflow inflow = new Inflow("syslog " + path, clock);
    inflows.add(inflow);
    SyslogFrames frames = new SyslogFrames(drain(inflow, "syslog " + path));
    Thread.ofPlatform()
        .daemon()
        .name("syslog unix")
        .start(() -> socket.receiveAll(frames::message));
  }

  private Inflow inflow(String way, InetSocketAddress at) {
    String address = at.getAddress().getHostAddress() + ", port " + at.getPort();
    Inflow inflow = new Inflow("syslog " + way + " " + address, clock);
    inflows.add(inflow);
    return inflow;
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
      throw new IOException(
          "syslog cannot listen on " + SyslogSettings.plain(at) + ": " + e.getMessage(), e);
    }
  }

  /** The ports that are listened on, by network. */
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
    return inflows.stream().mapToLong(Inflow::refused).sum();
  }

  /** Connections that ended in the middle of something, or were not syslog. */
  public long brokenConnections() {
    return inflows.stream().mapToLong(Inflow::broken).sum();
  }

  /** One for each way that is listened on. */
  public List<InputState> states() {
    return inflows.stream().map(Inflow::state).toList();
  }

  private void receive(DatagramSocket socket, Inflow inflow) {
    DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
    SyslogFrames frames =
        new SyslogFrames((bytes, from, to, inputBytes) ->
            hand(bytes, from, to, inflow, nowhere(packet.getAddress())));
    while (!socket.isClosed()) {
      try {
        packet.setLength(MAX_DATAGRAM_BYTES);
        socket.receive(packet);
        if (isWelcome(packet.getAddress(), inflow)) {
          frames.message(packet.getData(), packet.getLength());
        }
      } catch (IOException e) {
        inflow.broke();
      }
    }
  }

  private boolean isWelcome(InetAddress from, Inflow inflow) {
    Address sender = Address.of(from);
    boolean welcome = senders.include(sender);
    if (!welcome) {
      inflow.refused(sender);
    }
    return welcome;
  }

  private void accept(ServerSocket socket, Inflow inflow) {
    while (!socket.isClosed()) {
      try {
        take(socket.accept(), inflow);
      } catch (IOException e) {
        inflow.broke();
      }
    }
  }

  private void take(Socket connection, Inflow inflow) throws IOException {
    if (!isWelcome(connection.getInetAddress(), inflow)
        || connections.size() >= settings.maxConnections()) {
      connection.close();
      return;
    }
    connection.setKeepAlive(true);
    connections.add(connection);
    Thread.ofVirtual().name("syslog connection").start(() -> read(connection, inflow));
  }

  private void read(Socket connection, Inflow inflow) {
    String input = nowhere(connection.getInetAddress()).input();
    try (connection) {
      new SyslogFrames(drain(inflow, input)).readAll(connection.getInputStream());
    } catch (IOException e) {
      inflow.broke();
    } finally {
      connections.remove(connection);
    }
  }

  private static Position nowhere(InetAddress sender) {
    return new Position("syslog " + sender.getHostAddress(), "");
  }

  private LineBuffer.Drain drain(Inflow inflow, String input) {
    Position nowhere = new Position(input, "");
    return (bytes, from, to, inputBytes) -> hand(bytes, from, to, inflow, nowhere);
  }

  private void hand(byte[] bytes, int from, int to, Inflow inflow, Position nowhere) {
    inflow.grew(to - from);
    turn.lock();
    try {
      sink.block(bytes, from, to, nowhere);
    } finally {
      turn.unlock();
    }
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
