package org.redoubt.repute;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.net.Address;

/** Which name servers to ask. */
final class Resolvers {
  private static final int PORT = 53;
  private static final int MOST = 3;
  private static final Path SYSTEM = Path.of("/etc/resolv.conf");

  private Resolvers() {}

  /** Those of the settings, else the system's, else one on this machine. */
  static List<InetSocketAddress> of(List<Address> configured) {
    List<String> texts = configured.stream().map(Address::toString).toList();
    return texts.isEmpty() ? read(SYSTEM) : addresses(texts);
  }

  static List<InetSocketAddress> read(Path file) {
    List<String> texts = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.strip().split("\\s+");
        if (words.length > 1 && words[0].equals("nameserver")) {
          texts.add(words[1]);
        }
      }
    } catch (IOException e) {
      texts.clear();
    }
    List<InetSocketAddress> found = addresses(texts);
    return found.isEmpty() ? addresses(List.of("127.0.0.1")) : found;
  }

  private static List<InetSocketAddress> addresses(List<String> texts) {
    List<InetSocketAddress> found = new ArrayList<>();
    for (String text : texts) {
      try {
        if (Address.parse(text) != null && found.size() < MOST) {
          found.add(new InetSocketAddress(InetAddress.getByName(text), PORT));
        }
      } catch (UnknownHostException e) {
        // A zone of an interface that is not there: ask the others.
      }
    }
    return found;
  }
}
