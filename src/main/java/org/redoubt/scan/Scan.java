package org.redoubt.scan;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.event.AuthEvent;
import org.redoubt.intake.StreamLines;
import org.redoubt.parse.Formats;
import org.redoubt.parse.Joiner;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;
import org.redoubt.report.LineCounts;
import org.redoubt.report.Tally;

/**
 * Reads logs with all cores: the lines are parsed chunk by chunk side by side; what they tell is
 * joined and judged in its order by the calling thread, and counted in its order by another. Not
 * thread-safe.
 */
public final class Scan implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int MOST_BLOCK_BYTES = 1 << 18;
  private static final int MOST_UNCOUNTED = 4;

  private final Formats formats;
  private final ZoneId zone;
  private final Judge judge;
  private final Joiner joiner = new Joiner();
  private final Tally tally = new Tally();
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final ExecutorService workers = Executors.newFixedThreadPool(cores);
  private final Queue<LineParser> parsers = new ConcurrentLinkedQueue<>();

  /** The texts of chunks that are done with: making new ones costs more than filling them. */
  private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();

  private final Queue<Future<Chunk.Content>> pending = new ArrayDeque<>();
  private final ExecutorService counter = Executors.newSingleThreadExecutor();
  private final Queue<Future<?>> uncounted = new ArrayDeque<>();
  private LineCounts counts = LineCounts.NONE;

  public Scan(Formats formats, ZoneId zone, Judge judge) {
    this.formats = formats;
    this.zone = zone;
    this.judge = judge;
  }

  /**
   * Reads one log to its end.
   *
   * @param readAtMillis the time from which stamps without a year are dated: of the log's last
   *     change
   * @param progress is told the number of bytes that each step has read
   */
  public void read(InputStream in, long readAtMillis, LongConsumer progress) throws IOException {
    Feed feed = new Feed(readAtMillis, progress);
    StreamLines.read(in, "", (text, from, to, position) -> feed.take(text, from, to));
    feed.finish();
    while (!pending.isEmpty()) {
      consume();
    }
  }

  /** Gathers blocks of lines into chunks and hands these out. */
  private final class Feed {
    private final long readAtMillis;
    private final LongConsumer progress;
    private byte[] gathered = text();
    private int from;
    private int size;

    /** Reads the first chunk, and all of a log whose lines need what earlier ones said. */
    private final LineParser first;

    private boolean isFirst = true;

    Feed(long readAtMillis, LongConsumer progress) {
      this.readAtMillis = readAtMillis;
      this.progress = progress;
      this.first = new LineParser(formats, zone);
      first.reference(readAtMillis);
    }

    void take(byte[] text, int start, int end) {
      int more = end - start;
      if (size + more > gathered.length) {
        gathered = Arrays.copyOf(gathered, size + more + MOST_BLOCK_BYTES);
      }
      System.arraycopy(text, start, gathered, size, more);
      size += more;
      if (size >= CHUNK_BYTES) {
        finish();
      }
    }

    void finish() {
      if (size == from) {
        return;
      }
      Chunk chunk = new Chunk(gathered, from, size);
      progress.accept(size - from);
      byte[] lineBefore = chunk.lastLine();
      from = size = lineBefore.length;
      gathered = text();
      System.arraycopy(lineBefore, 0, gathered, 0, size);
      if (isFirst || first.carriesOver()) {
        isFirst = false;
        consume(chunk.parse(first));
        spare.add(chunk.text());
        return;
      }
      pending.add(workers.submit(() -> parse(chunk, readAtMillis)));
      while (pending.size() > 2 * cores) {
        consume();
      }
    }
  }

  private byte[] text() {
    byte[] used = spare.poll();
    return used == null ? new byte[CHUNK_BYTES + MOST_BLOCK_BYTES] : used;
  }

  private Chunk.Content parse(Chunk chunk, long readAtMillis) {
    LineParser idle = parsers.poll();
    LineParser parser = idle == null ? new LineParser(formats, zone) : idle;
    parser.begin();
    parser.reference(readAtMillis);
    try {
      return chunk.parse(parser);
    } finally {
      parsers.add(parser);
      spare.add(chunk.text());
    }
  }

  private void consume() {
    consume(result(pending.remove()));
  }

  private void consume(Chunk.Content content) {
    counts = counts.plus(content.counts());
    List<AuthEvent> joined = new ArrayList<>(content.events().size());
    List<Decision> decisions = new ArrayList<>();
    for (Parsed.Event parsed : content.events()) {
      AuthEvent event = joiner.join(parsed);
      if (event != null) {
        joined.add(event);
        judge.observe(event, decisions::add);
      }
    }
    uncounted.add(counter.submit(() -> count(joined, decisions)));
    while (uncounted.size() > MOST_UNCOUNTED) {
      result(uncounted.remove());
    }
  }

  private void count(List<AuthEvent> events, List<Decision> decisions) {
    events.forEach(tally::count);
    decisions.forEach(tally::decided);
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a log line could not be taken in", e.getCause());
    }
  }

  /** All that was read so far, with what is only known at the end. */
  public Tally finish() {
    while (!uncounted.isEmpty()) {
      result(uncounted.remove());
    }
    tally.finish(judge);
    return tally;
  }

  public LineCounts counts() {
    return counts.plus(new LineCounts(0, 0, 0, 0, joiner.joined(), Long.MAX_VALUE, Long.MIN_VALUE));
  }

  @Override
  public void close() {
    workers.shutdownNow();
    counter.shutdownNow();
  }
}
