package org.redoubt.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.redoubt.parse.BuiltInFormats;
import org.redoubt.parse.Formats;
import org.redoubt.parse.LineParser;

/**
 * What the worst lines of 64 KiB cost beside ordinary ones, in CPU time for each byte, by format:
 * {@code WorstLines [FORMAT…]}, in the checkout. A line of each format's samples, with what
 * templates look for put into it until it is as long as a line may be; and what the fuzzers found
 * worth keeping, repeated. The last columns compare with a line of the same making of 8 KiB, where
 * 1 is linear, and with the line cut off there, whose end fits other templates or none.
 */
public final class WorstLines {
  private static final int LINE_BYTES = 64 << 10;
  private static final int SHORT_BYTES = 8 << 10;
  private static final List<String> FILLERS =
      List.of(
          " ",
          "=",
          ",",
          "[",
          "]",
          "<",
          ">",
          "\"",
          "(",
          ")",
          ": ",
          ", ",
          "{",
          "\\",
          "1",
          "::",
          "x ",
          " [1.2.3.4] ",
          ", ip=[192.0.2.1]",
          ", rip=192.0.2.1, lip=192.0.2.1",
          "user=<x>, ",
          "): unknown user",
          " from 192.0.2.1",
          " H=(x) [192.0.2.1]",
          "\",\"a\":\"",
          " a=\"b\"");

  private final com.sun.management.ThreadMXBean threads =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Formats formats = new Formats(BuiltInFormats.read()).forManyLines();

  private WorstLines() {}

  /** How a line is made: of a sample, with the filler put in at a place until it is so long. */
  private record Making(String sample, String filler, int at) {
    byte[] line(int size) {
      return filled(sample, filler, at, size);
    }
  }

  /** A line and its cost. */
  private record Cost(double nanosPerByte, Making making) {}

  public static void main(String[] args) throws IOException {
    WorstLines bench = new WorstLines();
    bench.all("", List.of(args));
    System.out.printf(
        "| %-16s | ordinary ns/byte | worst ns/byte | times | to 8 KiB | to the cut |%n", "format");
    System.out.println("|---|---|---|---|---|---|");
    bench.all("| %-16s | %.2f | %.2f | %.1f | %.2f | %.2f |%n", List.of(args));
  }

  private void all(String row, List<String> wanted) throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("formats"))) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        String name = String.valueOf(folder.getFileName());
        if (wanted.isEmpty() || wanted.contains(name)) {
          report(row, name, samples(folder.resolve("samples.txt")));
        }
      }
    }
    if (wanted.isEmpty()) {
      report(row, "fuzz corpus", corpus());
    }
  }

  private void report(String row, String name, List<String> samples) {
    double ordinary = ordinary(samples);
    Cost worst = new Cost(0, new Making("", "", 0));
    for (String sample : samples) {
      for (String filler : FILLERS) {
        for (int part = 1; part <= 4; part++) {
          Cost cost = cost(new Making(sample, filler, sample.length() * part / 4), LINE_BYTES);
          worst = cost.nanosPerByte > worst.nanosPerByte ? cost : worst;
        }
      }
      Cost cost = cost(new Making(sample, sample, sample.length()), LINE_BYTES);
      worst = cost.nanosPerByte > worst.nanosPerByte ? cost : worst;
    }
    if (!row.isEmpty()) {
      byte[] line = worst.making.line(LINE_BYTES);
      double again = Math.min(nanosPerByte(line), worst.nanosPerByte);
      double shorter = nanosPerByte(worst.making.line(SHORT_BYTES));
      double cut = nanosPerByte(Arrays.copyOf(line, SHORT_BYTES));
      System.out.printf(row, name, ordinary, again, again / ordinary, again / shorter, again / cut);
      String start = new String(line, 0, 200, StandardCharsets.ISO_8859_1);
      System.out.println("<!-- " + start.replace("--", "- -") + " -->");
    }
  }

  private double ordinary(List<String> samples) {
    long bytes = 0;
    long nanos = Long.MAX_VALUE;
    List<byte[]> lines = samples.stream().map(WorstLines::bytes).toList();
    for (int round = 0; round < 5; round++) {
      long from = threads.getCurrentThreadCpuTime();
      bytes = 0;
      for (int again = 0; again < 20; again++) {
        LineParser parser = parser();
        for (byte[] line : lines) {
          parser.parse(line, 0, line.length);
          bytes += line.length;
        }
      }
      nanos = Math.min(nanos, threads.getCurrentThreadCpuTime() - from);
    }
    return (double) nanos / Math.max(1, bytes);
  }

  private Cost cost(Making making, int size) {
    return new Cost(nanosPerByte(making.line(size)), making);
  }

  private double nanosPerByte(byte[] line) {
    long nanos = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      LineParser parser = parser();
      parser.parse(line, 0, line.length);
      long from = threads.getCurrentThreadCpuTime();
      parser.parse(line, 0, line.length);
      nanos = Math.min(nanos, threads.getCurrentThreadCpuTime() - from);
    }
    return (double) nanos / line.length;
  }

  private LineParser parser() {
    LineParser parser = new LineParser(formats, ZoneOffset.UTC);
    parser.reference(1_795_262_400_000L);
    return parser;
  }

  private static byte[] filled(String sample, String filler, int at, int size) {
    StringBuilder line = new StringBuilder(size + filler.length());
    line.append(sample, 0, at);
    while (line.length() + sample.length() - at < size) {
      line.append(filler);
    }
    return bytes(line.append(sample, at, sample.length()).toString());
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> samples(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("  = ") && !line.startsWith("# "))
        .filter(line -> line.length() < SHORT_BYTES)
        .toList();
  }

  private static List<String> corpus() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/org/redoubt/parse"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        text.lines().filter(line -> line.length() > 2 && line.length() < 2000).forEach(lines::add);
      }
    }
    return lines;
  }
}
