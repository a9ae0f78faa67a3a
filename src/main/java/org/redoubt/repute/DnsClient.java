package org.redoubt.repute;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks name servers by UDP and waits; meant for virtual threads. Each try has a port and a number
 * of its own, both random, and what does not answer exactly the question is not heard, so that
 * nobody off the path can answer instead.
 */
final class DnsClient {
  private static final int TRIES = 2;
  private static final int MOST_STRANGE = 200;
  private static final int LONGEST_PACKET = 4096;

  private final List<InetSocketAddress> resolvers;
  private final int patienceMillis;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param patienceMillis how long an answer is waited for at each try
   */
  DnsClient(List<InetSocketAddress> resolvers, int patienceMillis) {
    this.resolvers = List.copyOf(resolvers);
    this.patienceMillis = patienceMillis;
  }

  /** The IPv4 addresses of the name; asks every resolver in turn, twice. */
  DnsReply ask(String name) {
    DnsReply last = new DnsReply.Failed("no resolver");
    for (int i = 0; i < TRIES * resolvers.size(); i++) {
      last = ask(name, resolvers.get(i % resolvers.size()));
      if (!(last instanceof DnsReply.Failed)) {
        return last;
      }
    }
    return last;
  }

  private DnsReply ask(String name, InetSocketAddress resolver) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(resolver); // Only the resolver itself is heard.
      int id = random.nextInt(0x10000);
      byte[] question = DnsMessage.question(id, name);
      socket.send(new DatagramPacket(question, question.length));
      return answer(socket, id, name);
    } catch (SocketTimeoutException e) {
      return new DnsReply.Failed("no answer from " + resolver.getAddress().getHostAddress());
    } catch (IOException e) {
      return new DnsReply.Failed(
          resolver.getAddress().getHostAddress() + ": " + String.valueOf(e.getMessage()));
    }
  }

  private DnsReply answer(DatagramSocket socket, int id, String name) throws IOException {
    long end = System.nanoTime() + patienceMillis * 1_000_000L;
    byte[] buffer = new byte[LONGEST_PACKET];
    for (int strange = 0; strange < MOST_STRANGE; strange++) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) left);
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      socket.receive(packet);
      @Nullable DnsReply reply = DnsMessage.read(buffer, packet.getLength(), id, name);
      if (reply != null) {
        return reply;
      }
    }
    return new DnsReply.Failed("somebody sends false answers");
  }
}
