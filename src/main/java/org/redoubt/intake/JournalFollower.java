package org.redoubt.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redoubt.parse.JournalFields;

/**
 * Follows the journal by way of {@code journalctl}, which is started again when it ends. What the
 * sink has not taken waits in the pipe and in the journal. Entries of programs that are not what
 * they say are refused and counted. One thread; {@link #close} and the accessors from any.
 */
public final class JournalFollower implements Closeable {
  public static final String INPUT = "journal";

  private static final List<String> JOURNALCTL =
      List.of(
          "journalctl",
          "--quiet",
          "--output=json",
          "--all",
          "--follow",
          "--no-tail",
          "--output-fields=MESSAGE,SYSLOG_IDENTIFIER,_PID,_UID,_COMM,_HOSTNAME,_SYSTEMD_UNIT,"
              + String.join(",", JournalFields.NAMES));

  /** The facilities mail, daemon, auth and authpriv; and Stalwart, which names none. */
  private static final List<String> MATCHES =
      List.of(
          "SYSLOG_FACILITY=2",
          "SYSLOG_FACILITY=3",
          "SYSLOG_FACILITY=4",
          "SYSLOG_FACILITY=10",
          "+",
          "SYSLOG_IDENTIFIER=stalwart",
          "SYSLOG_IDENTIFIER=stalwart-mail");

  private static final int MAX_ENTRY_BYTES = 1 << 20;
  private static final int MAX_ERROR_BYTES = 1_000;

  private final List<String> program;
  private final long retryMillis;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable String cursor;
  private boolean cursorIsGone;
  private volatile @Nullable Process child;
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong malformed = new AtomicLong();
  private final AtomicLong readBytes = new AtomicLong();
  private volatile long lastGrowthMillis;
  private volatile @Nullable String problem;

  /**
   * @param after where to go on; null for the beginning of today
   */
  public JournalFollower(@Nullable Position after, IntakeSettings settings, InstantSource clock) {
    this(JOURNALCTL, after, settings.safetyPollMillis(), clock);
  }

  JournalFollower(
      List<String> program, @Nullable Position after, long retryMillis, InstantSource clock) {
    this.program = program;
    this.cursor = after == null ? null : after.mark();
    this.retryMillis = retryMillis;
    this.clock = clock;
    this.lastGrowthMillis = clock.millis();
  }

  /** Hands out lines as they come, until {@link #close} or an interrupt. */
  public void follow(LineSink sink) throws InterruptedException {
    do {
      try {
        followOnce(sink);
      } catch (IOException e) {
        problem = "journal: " + e.getMessage() + "; is journalctl installed?";
      }
    } while (!closed.await(retryMillis, TimeUnit.MILLISECONDS));
  }

  public InputState state() {
    return new InputState(INPUT, readBytes.get(), lastGrowthMillis, problem);
  }

  /** Entries that came from another program than they said, or from none we know. */
  public long refused() {
    return refused.get();
  }

  /** Output of journalctl that was no entry. */
  public long malformed() {
    return malformed.get();
  }

  private void followOnce(LineSink sink) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command()).start();
    child = process;
    try (InputStream out = process.getInputStream()) {
      if (closed.getCount() > 0) {
        process.getOutputStream().close();
        String before = cursor;
        copy(out, sink);
        cursorIsGone = process.waitFor() != 0 && Objects.equals(before, cursor);
        problem = "journal: journalctl ended: " + complaint(process);
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(program);
    String from = cursor;
    command.add(
        from == null ? "--since=today" : cursorIsGone ? since(from) : "--after-cursor=" + from);
    command.addAll(MATCHES);
    return command;
  }

  /** By the time in a cursor whose journal file is gone: {@code …;t=5f3a…;x=…} in microseconds. */
  private static String since(String cursor) {
    for (String part : cursor.split(";", -1)) {
      if (part.matches("t=[0-9a-f]{1,15}")) {
        return "--since=@" + Long.parseLong(part.substring(2), 16) / 1_000_000;
      }
    }
    return "--since=today";
  }

  private void copy(InputStream out, LineSink sink) throws IOException {
    LineBuffer entries = new LineBuffer(2 * MAX_ENTRY_BYTES + 2, MAX_ENTRY_BYTES);
    LineBuffer lines = new LineBuffer();
    int count;
    while ((count = out.read(entries.bytes(), entries.end(), entries.space())) >= 0) {
      entries.added(
          count,
          (bytes, from, to, inputBytes) ->
              LineSplitter.each(bytes, from, to, (b, f, t) -> entry(b, f, t, lines, sink)));
      problem = null;
    }
  }

  private void entry(byte[] json, int from, int to, LineBuffer lines, LineSink sink) {
    switch (JournalEntry.read(json, from, to)) {
      case JournalEntry.Line line -> {
        hand(line, lines, sink);
        cursor = line.cursor();
      }
      case JournalEntry.Refused entry -> {
        refused.incrementAndGet();
        cursor = entry.cursor();
      }
      case JournalEntry.Malformed _ -> malformed.incrementAndGet();
    }
  }

  private void hand(JournalEntry.Line line, LineBuffer lines, LineSink sink) {
    Position after = new Position(INPUT, line.cursor());
    byte[] bytes = line.line();
    for (int at = 0; at < bytes.length; ) {
      int count = Math.min(lines.space(), bytes.length - at);
      System.arraycopy(bytes, at, lines.bytes(), lines.end(), count);
      lines.added(count, (b, from, to, inputBytes) -> sink.block(b, from, to, after));
      at += count;
    }
    readBytes.addAndGet(bytes.length);
    lastGrowthMillis = clock.millis();
  }

  private static String complaint(Process process) throws IOException {
    byte[] said = process.getErrorStream().readNBytes(MAX_ERROR_BYTES);
    String text = new String(said, StandardCharsets.UTF_8).strip();
    return text.isEmpty() ? "without a word" : text;
  }

  @Override
  public void close() {
    closed.countDown();
    Process process = child;
    if (process != null) {
      process.destroy();
    }
  }
}
