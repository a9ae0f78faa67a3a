package org.redoubt.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** How fast whole lines come out of a file in the page cache; run by hand. */
final class ReaderBench {
  private static final int ROUNDS = 7;
  private static final String BEFORE =
      "2026-03-26T10:31:36.123456+00:00 mx dovecot: imap-login: Disconnected: Connection closed"
          + " (auth failed, 1 attempts in 2 secs): user=<u";
  private static final String AFTER =
      ">, method=PLAIN, rip=192.0.2.7, lip=198.51.100.1, TLS, session=<VgUJDc5gqN1/AAAB>\n";

  private ReaderBench() {}

  @FunctionalInterface
  private interface Run {
    void run(LineSink sink) throws IOException;
  }

  /** Makes a file of this many megabytes (default 400) and reads it in each way. */
  public static void main(String[] args) throws IOException {
    long bytes = (args.length > 0 ? Long.parseLong(args[0]) : 400) << 20;
    Path file = Files.createTempFile("reader-bench", ".log");
    try {
      fill(file, bytes);
      for (int round = 0; round < ROUNDS; round++) {
        report("stream, blocks", file, sink -> stream(file, sink), false);
        report("follower, blocks", file, sink -> follow(file, sink), false);
        report("stream, each line", file, sink -> stream(file, sink), true);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void fill(Path file, long bytes) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = block();
      for (long written = 0; written < bytes; written += block.length) {
        out.write(block);
      }
    }
  }

  private static byte[] block() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append(BEFORE).append(100_000 + i).append(AFTER);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void stream(Path file, LineSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      StreamLines.read(in, "bench", sink);
    }
  }

  private static void follow(Path file, LineSink sink) throws IOException {
    IntakeSettings settings = IntakeSettings.DEFAULTS.withLogs(List.of(file.toString()));
    try (FileFollower follower = new FileFollower(settings, List.of(), InstantSource.system())) {
      follower.read(sink);
    }
  }

  private static void report(String name, Path file, Run run, boolean lines) throws IOException {
    long[] seen = {0};
    LineSplitter.LineVisitor visitor = (b, from, to) -> seen[0]++;
    LineSink sink =
        lines
            ? (b, from, to, after) -> LineSplitter.each(b, from, to, visitor)
            : (b, from, to, after) -> seen[0] += to - from;
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    run.run(sink);
    double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf(
        "%-18s %6.2f GB/CPU s  %8.1f M %s/CPU s%n",
        name, Files.size(file) / 1e9 / seconds, seen[0] / 1e6 / seconds, lines ? "lines" : "bytes");
  }
}
