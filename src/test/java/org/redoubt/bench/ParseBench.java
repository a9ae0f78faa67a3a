package org.redoubt.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.redoubt.parse.BuiltInFormats;
import org.redoubt.parse.Formats;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;

/** Lines per CPU second of one thread that only parses: {@code ParseBench FILE [ROUNDS]}. */
public final class ParseBench {
  private ParseBench() {}

  public static void main(String[] args) throws IOException {
    long loadFrom = System.nanoTime();
    Formats formats = new Formats(BuiltInFormats.read()).forManyLines();
    System.out.printf(
        "formats=%d load=%.1f ms%n", formats.all().size(), (System.nanoTime() - loadFrom) / 1e6);
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    for (int i = 0; i < rounds; i++) {
      round(formats, Path.of(args[0]));
    }
  }

  private static void round(Formats formats, Path file) throws IOException {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long bytes = threads.getCurrentThreadAllocatedBytes();
    LineParser parser = new LineParser(formats, ZoneOffset.UTC);
    parser.reference(1_795_262_400_000L);
    long[] counts = new long[4];
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 18];
      int kept = 0;
      for (int n; (n = in.read(buffer, kept, buffer.length - kept)) > 0; ) {
        kept = block(parser, buffer, kept + n, counts);
      }
    }
    double seconds = (threads.getCurrentThreadCpuTime() - cpu) / 1e9;
    long lines = counts[0] + counts[1] + counts[2] + counts[3];
    System.out.printf(
        "lines=%d events=%d ignored=%d unknown=%d malformed=%d cpu=%.2fs lines/cpu-s=%.0f alloc/event=%.1f%n",
        lines,
        counts[0],
        counts[1],
        counts[2],
        counts[3],
        seconds,
        lines / seconds,
        (threads.getCurrentThreadAllocatedBytes() - bytes) / (double) Math.max(1, counts[0]));
  }

  private static int block(LineParser parser, byte[] buffer, int to, long[] counts) {
    int from =
        parser.parseAll(
            buffer,
            0,
            to,
            (parsed, text, start, end) -> {
              switch (parsed) {
                case Parsed.Event event -> counts[0]++;
                case Parsed.Ignored ignored -> counts[1]++;
                case Parsed.Unknown unknown -> counts[2]++;
                case Parsed.Malformed malformed -> counts[3]++;
              }
            });
    System.arraycopy(buffer, from, buffer, 0, to - from);
    return to - from;
  }
}
