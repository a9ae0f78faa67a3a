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
 * @param to where they end
 */
record Chunk(byte[] text, int from, int to) {

  /** What is in a chunk, in its order. */
  record Content(List<Parsed.Event> events, LineCounts counts) {}

  /** The last line, with its newline. */
  byte[] lastLine() {
    int start = Math.max(from, to - 1);
    while (start > from && text[start - 1] != '\n') {
      start--;
    }
    return Arrays.copyOfRange(text, start, to);
  }

  Content parse(LineParser parser) {
    Reading reading = new Reading(parser);
    parser.parseAll(text, 0, from, (parsed, line, start, end) -> {});
    int rest = parser.parseAll(text, from, to, reading);
    if (rest < to) {
      reading.parsed(parser.parse(text, rest, to), text, rest, to);
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
