package org.redoubt.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;
import org.redoubt.report.LineCounts;

/**
 * A run of whole lines that one thread parses by itself.
 *
 * @param text the lines, each with its newline but perhaps the last; in front of them the line
 *     before, in case the first says that it was repeated
 * @param from where the lines begin
 */
record Chunk(byte[] text, int from) {

  /** What is in a chunk, in its order. */
  record Content(List<Parsed.Event> events, LineCounts counts) {}

  /** The lines {@code text[from, to)} with the line that ended the chunk before them. */
  static Chunk of(byte[] lineBefore, byte[] text, int from, int to) {
    byte[] copy = Arrays.copyOf(lineBefore, lineBefore.length + to - from);
    System.arraycopy(text, from, copy, lineBefore.length, to - from);
    return new Chunk(copy, lineBefore.length);
  }

  /** The last line, with its newline. */
  byte[] lastLine() {
    int start = text.length - 1;
    while (start > from && text[start - 1] != '\n') {
      start--;
    }
    return start < 0 ? new byte[0] : Arrays.copyOfRange(text, start, text.length);
  }

  Content parse(LineParser parser) {
    Reading reading = new Reading(parser);
    parser.parseAll(text, 0, from, (parsed, line, start, end) -> {});
    int rest = parser.parseAll(text, from, text.length, reading);
    if (rest < text.length) {
      reading.parsed(parser.parse(text, rest, text.length), text, rest, text.length);
    }
    return new Content(reading.events, reading.counts());
  }

  /** Collects. */
  private static final class Reading implements LineParser.Sink {
    private final LineParser parser;
    private final List<Parsed.Event> events = new ArrayList<>();
    private long ignored;
    private long unknown;
    private long malformed;
    private long fromMillis = Long.MAX_VALUE;
    private long toMillis = Long.MIN_VALUE;

    Reading(LineParser parser) {
      this.parser = parser;
    }

    @Override
    public void parsed(Parsed parsed, byte[] line, int start, int end) {
      switch (parsed) {
        case Parsed.Event event -> events.add(event);
        case Parsed.Ignored other -> ignored++;
        case Parsed.Unknown other -> unknown++;
        case Parsed.Malformed other -> {
          malformed++;
          return;
        }
      }
      fromMillis = Math.min(fromMillis, parser.atMillis());
      toMillis = Math.max(toMillis, parser.atMillis());
    }

    LineCounts counts() {
      return new LineCounts(
          events.size(), ignored + unknown, unknown, malformed, 0, fromMillis, toMillis);
    }
  }
}
