package org.redoubt.daemon;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import org.redoubt.parse.Formats;
import org.redoubt.parse.LineParser;

/**
 * A parser for each input, as one line may explain the next; of the many that may send syslog, for
 * those that sent last. Not thread-safe.
 */
final class Parsers {
  private static final int MOST = 512;

  private final Formats formats;
  private final LinkedHashMap<String, LineParser> byInput = new LinkedHashMap<>();

  Parsers(Formats formats) {
    this.formats = formats;
  }

  LineParser of(String input) {
    LineParser known = byInput.remove(input);
    LineParser parser = known == null ? new LineParser(formats, ZoneId.systemDefault()) : known;
    byInput.put(input, parser);
    if (byInput.size() > MOST) {
      byInput.pollFirstEntry();
    }
    return parser;
  }
}
