package org.redoubt.enforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.redoubt.net.PrefixMap;

/**
 * Ends connections that a newly banned source has open, so that the mail server's process is free
 * at once instead of waiting for packets that will never come. To be used after an enforcer that
 * keeps the source from coming back.
 *
 * <p>Knows only the connections of its own network namespace: a mail server in a container keeps
 * its processes until they time out.
 */
public final class ConnectionCutter implements Enforcer {
  private static final int ENOENT = 2;
  private static final int EOPNOTSUPP = 95;
  private static final int QUIET_LIMIT = 5;

  private final SortedSet<Integer> ports;
  private long cut;

  /**
   * @param ports own TCP ports on which connections are ended; empty means all
   * @throws IOException when the kernel cannot do it, or will not for us; the message says which
   */
  public ConnectionCutter(SortedSet<Integer> ports) throws IOException {
    this.ports = new TreeSet<>(ports);
    if (!Rights.mayChangeFirewall()) {
      throw new IOException("no right to end connections; run as root or with CAP_NET_ADMIN");
    }
    try (Netlink kernel = new Netlink(Netlink.SOCK_DIAG, 0)) {
      if (ask(kernel, SocketMessages.destroyNone()).errno() == EOPNOTSUPP) {
        throw new IOException(
            "this kernel cannot end connections (CONFIG_INET_DIAG_DESTROY is off)");
      }
    }
  }

  @Override
  public String name() {
    return "connections";
  }

  /** Connections ended so far. */
  public synchronized long cut() {
    return cut;
  }

  @Override
  public synchronized void apply(List<Change> changes, long nowMillis) throws IOException {
    PrefixMap<Change> banned = new PrefixMap<>();
    for (Change change : changes) {
      if (change instanceof Change.Ban ban && ban.untilMillis() > nowMillis) {
        banned.put(ban.prefix(), ban);
      }
    }
    if (banned.size() == 0) {
      return;
    }
    try (Netlink kernel = new Netlink(Netlink.SOCK_DIAG, 0)) {
      for (int family : new int[] {SocketMessages.INET, SocketMessages.INET6}) {
        for (SocketMessages.Connection connection : connections(kernel, family)) {
          if (isOurs(connection.localPort()) && banned.longest(connection.peer()) != null) {
            end(kernel, connection);
          }
        }
      }
    }
  }

  private boolean isOurs(int port) {
    return ports.isEmpty() || ports.contains(port);
  }

  private static List<SocketMessages.Connection> connections(Netlink kernel, int family)
      throws IOException {
    List<SocketMessages.Connection> all = new ArrayList<>();
    SocketMessages.Answer answer = ask(kernel, SocketMessages.list(family));
    all.addAll(answer.connections());
    while (!answer.ended()) {
      answer = next(kernel);
      all.addAll(answer.connections());
    }
    return all;
  }

  private void end(Netlink kernel, SocketMessages.Connection connection) throws IOException {
    int errno = ask(kernel, SocketMessages.destroy(connection.family(), connection.id())).errno();
    if (errno == 0) {
      cut++;
    } else if (errno != ENOENT) {
      throw new IOException("a connection could not be ended: errno " + errno);
    }
  }

  private static SocketMessages.Answer ask(Netlink kernel, byte[] question) throws IOException {
    kernel.send(question);
    return next(kernel);
  }

  private static SocketMessages.Answer next(Netlink kernel) throws IOException {
    for (int quiet = 0; quiet < QUIET_LIMIT; quiet++) {
      byte[] messages = kernel.receive();
      if (messages.length > 0) {
        return SocketMessages.read(messages);
      }
    }
    throw new IOException("the kernel does not answer about sockets");
  }

  @Override
  public void restore(Collection<Change.Ban> wanted, long nowMillis) throws IOException {
    apply(new ArrayList<>(wanted), nowMillis);
  }

  /** What is ended stays ended. */
  @Override
  public void flush() {}

  @Override
  public void close() {}
}
