package org.redoubt.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.redoubt.net.Address;

/**
 * The sessions that systemd-logind knows, one small file of {@code KEY=value} lines for each:
 * everybody may read them, also where processes of other users may not be looked into and there is
 * no utmp any more.
 */
final class LogindSessions {
  private static final int MOST = 256;
  private static final int MOST_BYTES = 8192;
  private static final String REMOTE_HOST = "REMOTE_HOST";

  private LogindSessions() {}

  /** The addresses that people are logged in from. */
  static Set<Address> addresses(Path folder) {
    Set<Address> found = new HashSet<>();
    int files = 0;
    try (DirectoryStream<Path> sessions = Files.newDirectoryStream(folder, "[!.]*")) {
      for (Path session : sessions) {
        Map<String, String> values = files++ < MOST ? read(session) : Map.of();
        Address address = Address.parse(values.getOrDefault(REMOTE_HOST, ""));
        boolean on = !"closing".equals(values.get("STATE")) && "user".equals(values.get("CLASS"));
        if (address != null && on) {
          found.add(address);
        }
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  private static Map<String, String> read(Path session) {
    Map<String, String> values = new HashMap<>();
    try (var in = Files.newInputStream(session)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> line.indexOf('=') > 0)
          .forEach(line -> {
            int split = line.indexOf('=');
            values.put(line.substring(0, split), line.substring(split + 1));
          });
    } catch (IOException e) {
      return Map.of();
    }
    return values;
  }
}
