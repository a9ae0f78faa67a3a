package org.redoubt.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.redoubt.daemon.ControlClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many bans in a row, asked of a running daemon over its socket: how long until all are in the
 * kernel, and what the thread that enforces them, and the whole daemon, use of the processor.
 * {@code BanStorm SOCKET PID FROM TO}; bench/enforce starts it.
 */
public final class BanStorm {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long TICK_NANOS = 10_000_000;
  private final Path socket;
  private final Path process;

  private BanStorm(Path socket, Path process) {
    this.socket = socket;
    this.process = process;
  }

  public static void main(String[] args) throws Exception {
    BanStorm storm = new BanStorm(Path.of(args[0]), Path.of("/proc", args[1]));
    storm.measure(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
  }

  private void measure(int from, int to) throws Exception {
    int count = to - from;
    long start = System.nanoTime();
    long enforcing = enforcingNanos();
    long all = allNanos();
    for (int i = from; i < to; i++) {
      ask(
          request("ban")
              .put("scope", "%d.%d.%d.%d".formatted(20 + (i >> 16), i >> 8 & 255, i & 255, 7))
              .put("for-millis", Duration.ofHours(5).toMillis() + i)
              .put("because", "guessing 5 accounts, score 9.4 above 9.0"));
    }
    while (ask(request("real-bans")).path("bans").size() < to) {
      LockSupport.parkNanos(50_000_000);
    }
    System.out.printf(
        "%d bans one after the other: %d ms; CPU for each: %.0f us to enforce it, %.0f us in all%n",
        count,
        (System.nanoTime() - start) / 1_000_000,
        (enforcingNanos() - enforcing) / 1e3 / count,
        (allNanos() - all) / 1e3 / count);
  }

  private static ObjectNode request(String command) {
    return JSON.createObjectNode().put("command", command);
  }

  private JsonNode ask(ObjectNode request) throws Exception {
    try (var answer = new ControlClient(socket).ask(request)) {
      JsonNode told = JSON.readTree(answer);
      if (told.has("error")) {
        throw new IllegalStateException(told.path("error").asString());
      }
      return told;
    }
  }

  /** What the threads have used that put bans in force. */
  private long enforcingNanos() throws IOException {
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      return threads
          .filter(thread -> List.of("enforce", "redoubt-nft").contains(read(thread, "comm")))
          .mapToLong(thread -> Long.parseLong(read(thread, "schedstat").split(" ", -1)[0]))
          .sum();
    }
  }

  /** User and system time of the process. */
  private long allNanos() {
    String stat = read(process, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS;
  }

  private static String read(Path folder, String file) {
    try {
      return Files.readString(folder.resolve(file), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
