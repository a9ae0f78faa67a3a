package org.redoubt.repute;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which version of a list we hold, in the words of its server; to ask only for newer ones.
 *
 * @param from where it came from
 * @param etag empty where the server gave none
 * @param modified empty where the server gave none
 */
record Version(String from, String etag, String modified) {
  private static final int MOST_CHARS = 1000;

  static Version none(String from) {
    return new Version(from, "", "");
  }

  static Version of(String from, HttpResponse<?> response) {
    return new Version(from, header(response, "etag"), header(response, "last-modified"));
  }

  private static String header(HttpResponse<?> response, String name) {
    String value = response.headers().firstValue(name).orElse("");
    boolean usable =
        value.length() <= MOST_CHARS && value.chars().allMatch(c -> c >= 32 && c < 127);
    return usable ? value : "";
  }

  /** The version that was kept in the file; none where it is of another place or unreadable. */
  static Version kept(Path file, String from) {
    try {
      List<String> lines = Files.size(file) > 10_000 ? List.of() : Files.readAllLines(file);
      boolean ours = lines.size() == 3 && lines.getFirst().equals(from);
      return ours ? new Version(from, lines.get(1), lines.get(2)) : none(from);
    } catch (IOException e) {
      return none(from);
    }
  }

  void keep(Path file) throws IOException {
    Files.write(file, List.of(from, etag, modified));
  }
}
