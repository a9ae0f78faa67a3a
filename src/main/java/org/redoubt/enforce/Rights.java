package org.redoubt.enforce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may do. */
final class Rights {
  private static final int CAP_NET_ADMIN = 12;
  private static final String EFFECTIVE = "CapEff:";

  private Rights() {}

  /** Asked first, because libnftables writes its own words to stderr when it is refused. */
  static boolean mayChangeFirewall() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(EFFECTIVE))
          .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
          .allMatch(bits -> (bits >>> CAP_NET_ADMIN & 1) == 1);
    } catch (IOException | NumberFormatException e) {
      return true; // Not known: the attempt will tell.
    }
  }
}
