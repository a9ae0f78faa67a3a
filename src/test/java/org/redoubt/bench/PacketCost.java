package org.redoubt.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.redoubt.enforce.Change;
import org.redoubt.enforce.EnforceSettings;
import org.redoubt.enforce.NftablesEnforcer;
import org.redoubt.net.Address;

/**
 * What a packet of somebody who is not banned costs more when 100,000 others are: datagrams over a
 * cable between two namespaces, which the kernel receives within the call that sends them, without
 * our table, with it empty, and with it full, in turns. {@code PacketCost SENDER RECEIVER}, names
 * of namespaces with the addresses 10.78.0.2 and 10.78.0.1; bench/enforce makes them.
 */
public final class PacketCost {
  private static final int ROUNDS = 9;
  private static final int PACKETS = 200_000;
  private static final int MANY = 100_000;
  private static final int PORT = 9;
  private static final String RECEIVER = "10.78.0.1";

  private PacketCost() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "send" -> answer(line -> String.valueOf(send()));
      case "guard" -> guard();
      default -> compare(args[0], args[1]);
    }
  }

  private static void compare(String sender, String receiver) throws Exception {
    try (Other sending = new Other(sender, "send");
        Other guarding = new Other(receiver, "guard")) {
      List<String> states = List.of("none", "empty", "full");
      long[][] nanos = new long[states.size()][ROUNDS];
      for (int round = -2; round < ROUNDS; round++) {
        for (int state = 0; state < states.size(); state++) {
          guarding.ask(states.get(state));
          long took = Long.parseLong(sending.ask("go"));
          if (round >= 0) {
            nanos[state][round] = took;
          }
        }
      }
      for (int state = 0; state < states.size(); state++) {
        Arrays.sort(nanos[state]);
        System.out.printf(
            "%-5s median %.0f ns a packet, from %.0f to %.0f%n",
            states.get(state),
            nanos[state][ROUNDS / 2] / (double) PACKETS,
            nanos[state][0] / (double) PACKETS,
            nanos[state][ROUNDS - 1] / (double) PACKETS);
      }
    }
  }

  private static long send() throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(RECEIVER, PORT));
      ByteBuffer packet = ByteBuffer.allocateDirect(32);
      long start = System.nanoTime();
      for (int i = 0; i < PACKETS; i++) {
        packet.clear();
        channel.write(packet);
      }
      return System.nanoTime() - start;
    }
  }

  /** Everything is in scope, so that datagrams meet the sets. */
  private static void guard() throws IOException {
    EnforceSettings settings =
        new EnforceSettings(new TreeSet<>(), EnforceSettings.Answer.DROP, EnforceSettings.Via.ANY);
    NftablesEnforcer enforcer =
        switch (NftablesEnforcer.open(settings)) {
          case NftablesEnforcer.Opened(NftablesEnforcer opened) -> opened;
          case NftablesEnforcer.Unavailable(String reason) -> throw new IOException(reason);
        };
    try (DatagramChannel sink = DatagramChannel.open()) {
      sink.bind(new InetSocketAddress(RECEIVER, PORT)); // Nobody reads: what is too much is lost.
      answer(state -> {
        switch (state) {
          case "none" -> enforcer.flush();
          case "empty" -> enforcer.restore(List.of(), System.currentTimeMillis());
          default -> enforcer.restore(many(), System.currentTimeMillis());
        }
        return "done";
      });
    }
  }

  private static List<Change.Ban> many() {
    Random random = new Random(1);
    List<Change.Ban> bans = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Address address = Address.v4(0x20000000 | random.nextInt(1 << 28));
      bans.add(new Change.Ban(address.alone(), System.currentTimeMillis() + 3_600_000));
    }
    return bans;
  }

  private interface Work {
    String on(String line) throws IOException;
  }

  private static void answer(Work work) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(work.on(line));
    }
  }

  /** This program in a namespace. */
  private static final class Other implements AutoCloseable {
    private final Process process;
    private final BufferedReader from;
    private final PrintStream to;

    Other(String namespace, String role) throws IOException {
      process =
          new ProcessBuilder(
                  "ip",
                  "netns",
                  "exec",
                  namespace,
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  PacketCost.class.getName(),
                  role)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      from = process.inputReader(StandardCharsets.UTF_8);
      to = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    String ask(String line) throws IOException {
      to.println(line);
      String answer = from.readLine();
      if (answer == null) {
        throw new IOException("ended without an answer to " + line);
      }
      return answer;
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
