package org.redoubt.repute;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.redoubt.net.Address;

/** A name server on loopback that says what a test wants, lies included. */
public final class NameServer implements AutoCloseable {
  static final int NO_SUCH_NAME = 3;
  static final int FAILED = 2;
  private static final int REPLY = 0x8180;
  private static final int TRUNCATED = 0x0200;

  private final DatagramSocket socket;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<Integer> ports = new CopyOnWriteArrayList<>();
  final List<Integer> numbers = new CopyOnWriteArrayList<>();

  /** The packets that answer a question. */
  public interface Answer {
    List<byte[]> to(byte[] question);
  }

  NameServer() {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public NameServer(InetSocketAddress at) {
    try {
      socket = new DatagramSocket(at);
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** How the name is answered from now on; every other name does not exist. */
  public NameServer answers(String name, Answer answer) {
    answers.put(name, answer);
    return this;
  }

  private void serve() {
    byte[] buffer = new byte[1000];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] question = Arrays.copyOf(buffer, packet.getLength());
        ports.add(packet.getPort());
        numbers.add(ByteBuffer.wrap(question).getShort() & 0xffff);
        asked.add(name(question));
        Answer answer = answers.getOrDefault(name(question), q -> List.of(none(q, 300)));
        for (byte[] reply : answer.to(question)) {
          socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private static String name(byte[] question) {
    List<String> labels = new ArrayList<>();
    for (int at = 12; question[at] != 0; at += question[at] + 1) {
      labels.add(
          new String(question, at + 1, question[at], java.nio.charset.StandardCharsets.US_ASCII));
    }
    return String.join(".", labels);
  }

  public static Answer listed(String... addresses) {
    return listedFor(300, addresses);
  }

  static Answer listedFor(int seconds, String... addresses) {
    return question -> List.of(found(question, seconds, addresses));
  }

  static byte[] found(byte[] question, int seconds, String... addresses) {
    ByteArrayOutputStream out = head(question, REPLY, addresses.length, 0);
    for (String address : addresses) {
      ByteBuffer record = ByteBuffer.allocate(16).putShort((short) 0xc00c);
      record.putShort((short) 1).putShort((short) 1).putInt(seconds).putShort((short) 4);
      out.writeBytes(record.putInt(Address.of(address).v4Bits()).array());
    }
    return out.toByteArray();
  }

  /** There is no such name, for as long as the zone's start says. */
  static byte[] none(byte[] question, int seconds) {
    ByteArrayOutputStream out = head(question, REPLY | NO_SUCH_NAME, 0, 1);
    ByteBuffer record = ByteBuffer.allocate(34).putShort((short) 0xc00c);
    record.putShort((short) 6).putShort((short) 1).putInt(seconds).putShort((short) 22);
    record.put((byte) 0).put((byte) 0).putInt(1).putInt(2).putInt(3).putInt(4).putInt(seconds);
    out.writeBytes(record.array());
    return out.toByteArray();
  }

  static byte[] error(byte[] question, int code) {
    return head(question, REPLY | code, 0, 0).toByteArray();
  }

  static byte[] truncated(byte[] question) {
    return head(question, REPLY | TRUNCATED, 0, 0).toByteArray();
  }

  /** The packet with another number. */
  static byte[] renumbered(byte[] packet) {
    byte[] other = packet.clone();
    other[1] ^= 1;
    return other;
  }

  private static ByteArrayOutputStream head(byte[] question, int flags, int found, int zones) {
    ByteBuffer head = ByteBuffer.allocate(12).put(question, 0, 2).putShort((short) flags);
    head.putShort((short) 1).putShort((short) found).putShort((short) zones);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.array());
    out.write(question, 12, question.length - 12);
    return out;
  }

  @Override
  public void close() {
    socket.close();
  }
}
