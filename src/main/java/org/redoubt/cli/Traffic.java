package org.redoubt.cli;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import org.redoubt.parse.Formats;
import org.redoubt.replay.LogReader;
import org.redoubt.replay.MalformedTrace;
import org.redoubt.replay.TraceReader;
import org.redoubt.simulate.Attempt;

/** Attempts from files: logs, or traces in JSON Lines, packed or not. */
final class Traffic {
  private static final int PEEKED_BYTES = 4096;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Consumer<Attempt> sink;

  /** One for all of them: a login may be told in two logs. */
  private final LogReader logs;

  Traffic(Formats formats, ZoneId zone, Consumer<Attempt> sink) {
    this.sink = sink;
    logs = new LogReader(formats, zone, sink);
  }

  /** Reads them in this order; {@code -} is standard input. */
  void read(List<String> files) throws Failure {
    Progress progress = Progress.over(files);
    try {
      for (String file : files) {
        read(file, progress);
      }
    } finally {
      progress.clear();
    }
  }

  private void read(String file, Progress progress) throws Failure {
    try (InputStream in = open(file, progress)) {
      if (isTrace(in)) {
        new TraceReader(file, sink).read(in);
      } else {
        logs.read(in, writtenMillis(file));
      }
    } catch (MalformedTrace e) {
      throw new Failure(Failure.UNUSABLE, String.valueOf(e.getMessage()));
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(Failure.UNUSABLE, "cannot read " + file + ": " + Unpacked.why(e));
    }
  }

  private static InputStream open(String file, Progress progress) throws IOException {
    InputStream plain = file.equals("-") ? System.in : Unpacked.open(Path.of(file));
    return new BufferedInputStream(new Counted(plain, progress), BUFFER_BYTES);
  }

  /** Tells how much is read. */
  private static final class Counted extends FilterInputStream {
    private final Progress progress;

    Counted(InputStream in, Progress progress) {
      super(in);
      this.progress = progress;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int n = super.read(buffer, from, length);
      progress.accept(Math.max(0, n));
      return n;
    }
  }

  /** Whether it begins with an object that has what an attempt needs. */
  private static boolean isTrace(InputStream in) throws IOException {
    in.mark(PEEKED_BYTES);
    String begin = new String(in.readNBytes(PEEKED_BYTES), StandardCharsets.UTF_8);
    in.reset();
    String first = begin.stripLeading().lines().findFirst().orElse("");
    return first.startsWith("{") && first.contains("\"source\"") && first.contains("\"outcome\"");
  }

  private static long writtenMillis(String file) throws IOException {
    return file.equals("-")
        ? System.currentTimeMillis()
        : Files.getLastModifiedTime(Path.of(file)).toMillis();
  }

  /** Attempts that were passed over, since the log does not say where they came from. */
  long withoutSource() {
    return logs.withoutSource();
  }
}
