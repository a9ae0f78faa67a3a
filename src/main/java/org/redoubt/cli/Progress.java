package org.redoubt.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A bar on the terminal for work that takes over a second; nothing where nobody watches. */
final class Progress implements LongConsumer {
  private static final long SILENT_NANOS = 1_000_000_000L;
  private static final long STEP_NANOS = 100_000_000L;
  private static final int WIDTH = 40;

  private final boolean wanted;
  private final long totalBytes;
  private final long startedNanos = System.nanoTime();
  private long doneBytes;
  private long shownNanos;

  private Progress(boolean wanted, long totalBytes) {
    this.wanted = wanted;
    this.totalBytes = totalBytes;
  }

  /** A bar for reading these files; of packed ones and of streams only the speed is known. */
  static Progress over(List<String> files) {
    long total = 0;
    for (String file : files) {
      long size = size(file);
      total = size < 0 || total < 0 ? -1 : total + size;
    }
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Progress(terminal, total);
  }

  private static long size(String file) {
    try {
      return file.equals("-") || file.matches(".*\\.(gz|xz|zst|bz2)")
          ? -1
          : Files.size(Path.of(file));
    } catch (IOException | IllegalArgumentException e) {
      return 0;
    }
  }

  @Override
  public void accept(long bytes) {
    doneBytes += bytes;
    long now = System.nanoTime();
    if (wanted && now - startedNanos > SILENT_NANOS && now - shownNanos > STEP_NANOS) {
      shownNanos = now;
      System.err.print("\r" + text((now - startedNanos) / 1e9) + "\u001b[K");
      System.err.flush();
    }
  }

  private String text(double seconds) {
    String speed =
        String.format(
            Locale.ROOT, "%,d MB, %,.0f MB/s", doneBytes / 1_000_000, doneBytes / 1e6 / seconds);
    if (totalBytes <= 0) {
      return speed;
    }
    int filled = (int) Math.min(WIDTH, WIDTH * doneBytes / totalBytes);
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d %%  %s",
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        Math.min(100, 100 * doneBytes / totalBytes),
        speed);
  }

  /** Clears the bar: something else is printed, or all is done. */
  void clear() {
    if (shownNanos != 0) {
      System.err.print("\r\u001b[K");
      System.err.flush();
      shownNanos = 0;
    }
  }
}
