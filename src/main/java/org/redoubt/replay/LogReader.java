package org.redoubt.replay;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Consumer;
import org.redoubt.event.AuthEvent;
import org.redoubt.parse.Formats;
import org.redoubt.parse.Joiner;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;
import org.redoubt.simulate.Attempt;

/** Mail logs as attempts without a label. One for all logs of a machine, read in their order. */
public final class LogReader {
  private static final int BUFFER = 1 << 18;
  private final LineParser parser;
  private final Joiner joiner = new Joiner();
  private final Consumer<Attempt> sink;
  private long withoutSource;

  /**
   * @param zone of the machine that wrote them
   */
  public LogReader(Formats formats, ZoneId zone, Consumer<Attempt> sink) {
    parser = new LineParser(formats, zone);
    this.sink = sink;
  }

  /**
   * Reads all of it. A line longer than the buffer is read in parts.
   *
   * @param writtenMillis when the last line was written, which gives stamps without a year theirs
   */
  public void read(InputStream in, long writtenMillis) throws IOException {
    parser.reference(writtenMillis);
    byte[] buffer = new byte[BUFFER];
    int held = 0;
    for (int n; (n = in.read(buffer, held, buffer.length - held)) >= 0; ) {
      int to = held + n;
      int rest = parser.parseAll(buffer, 0, to, (parsed, text, from, end) -> take(parsed));
      held = rest == 0 && to == buffer.length ? 0 : to - rest;
      System.arraycopy(buffer, rest, buffer, 0, held);
    }
    if (held > 0) {
      take(parser.parse(Arrays.copyOf(buffer, held), 0, held));
    }
  }

  private void take(Parsed parsed) {
    if (parsed instanceof Parsed.Event told) {
      AuthEvent event = joiner.join(told);
      if (event != null) {
        take(event);
      }
    }
  }

  private void take(AuthEvent event) {
    if (event.source() == null) {
      withoutSource++;
      return;
    }
    for (int i = 1; i <= event.attempts(); i++) {
      boolean last = i == event.attempts();
      sink.accept(
          new Attempt(
              event.atMillis(),
              event.source(),
              last ? event.account() : null,
              null,
              event.protocol(),
              event.outcome(),
              ""));
    }
  }

  /** Attempts that could not be replayed, since the log does not say where they came from. */
  public long withoutSource() {
    return withoutSource;
  }
}
