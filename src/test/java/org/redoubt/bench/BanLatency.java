package org.redoubt.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * From the write of the deciding line to the element in the kernel's set: a running daemon in a
 * network namespace follows a log; attackers try names until {@code nft monitor} tells of their
 * ban. {@code BanLatency NAMESPACE LOG [BANS]}; bench/daemon starts it.
 */
public final class BanLatency {
  private static final Duration BETWEEN_LINES = Duration.ofMillis(80);
  private static final int MOST_LINES = 12;
  private static final int WARM_UP = 10;

  private final Map<String, Long> seenNanos = new ConcurrentHashMap<>();
  private final Path log;

  private BanLatency(Path log) {
    this.log = log;
  }

  public static void main(String[] args) throws IOException {
    int bans = args.length > 2 ? Integer.parseInt(args[2]) : 50;
    new BanLatency(Path.of(args[1])).measure(args[0], bans);
  }

  private void measure(String namespace, int bans) throws IOException {
    Process monitor =
        new ProcessBuilder("ip", "netns", "exec", namespace, "nft", "monitor", "new", "elements")
            .redirectErrorStream(true)
            .start();
    Thread.ofPlatform().daemon().start(() -> listen(monitor.inputReader()));
    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < WARM_UP + bans; i++) {
      double one = ban("%d.%d.18.7".formatted(30 + i, 200 - i));
      if (i >= WARM_UP) {
        millis.add(one);
      }
    }
    monitor.destroy();
    millis.sort(Double::compare);
    System.out.printf(
        "bans %d: median %.1f ms, p90 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
        bans, at(millis, 0.5), at(millis, 0.9), at(millis, 0.99), millis.getLast());
  }

  private void listen(BufferedReader lines) {
    lines
        .lines()
        .forEach(line -> {
          long now = System.nanoTime();
          int brace = line.indexOf('{');
          if (brace >= 0) {
            seenNanos.putIfAbsent(line.substring(brace + 1).strip().split(" ", -1)[0], now);
          }
        });
  }

  /** Milliseconds from the write after which the ban came to the ban. */
  private double ban(String address) throws IOException {
    for (int i = 0; i < MOST_LINES; i++) {
      String line =
          "%s mx dovecot: imap-login: Disconnected (auth failed, 1 attempts in 2 secs): user=<a%s>,"
                  .formatted(Instant.now(), (char) ('a' + i))
              + " method=PLAIN, rip=%s, lip=192.0.2.10, session=<%d>%n".formatted(address, i);
      long written = System.nanoTime();
      Files.writeString(log, line, StandardOpenOption.APPEND);
      LockSupport.parkNanos(BETWEEN_LINES.toNanos());
      Long seen = seenNanos.get(address);
      if (seen != null) {
        return (seen - written) / 1e6;
      }
    }
    throw new IllegalStateException("no ban of " + address);
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
