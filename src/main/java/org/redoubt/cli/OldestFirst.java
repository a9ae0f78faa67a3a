package org.redoubt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.redoubt.parse.Formats;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;

/**
 * Puts logs into the order of their first stamps: a shell gives {@code mail.log mail.log.1
 * mail.log.2.gz}, the youngest first.
 */
final class OldestFirst {
  private static final int PEEKED_BYTES = 1 << 16;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final Formats formats;
  private final ZoneId zone;

  OldestFirst(Formats formats, ZoneId zone) {
    this.formats = formats;
    this.zone = zone;
  }

  private record Dated(String file, long firstMillis) {}

  /** In order; as they were given when one of them has no stamp, or cannot be read (yet). */
  List<String> sort(List<String> files) {
    if (files.size() < 2) {
      return files;
    }
    List<Dated> dated = new ArrayList<>();
    for (String file : files) {
      Dated one = new Dated(file, firstMillis(file));
      if (one.firstMillis == UNKNOWN) {
        return files;
      }
      dated.add(one);
    }
    return dated.stream()
        .sorted(Comparator.comparingLong(Dated::firstMillis))
        .map(Dated::file)
        .toList();
  }

  private long firstMillis(String file) {
    if (file.equals("-")) {
      return UNKNOWN;
    }
    try (InputStream in = Unpacked.open(Path.of(file))) {
      LineParser parser = new LineParser(formats, zone);
      parser.reference(Files.getLastModifiedTime(Path.of(file)).toMillis());
      byte[] begin = in.readNBytes(PEEKED_BYTES);
      long[] first = {UNKNOWN};
      parser.parseAll(
          begin,
          0,
          begin.length,
          (parsed, text, from, to) -> {
            if (first[0] == UNKNOWN && !(parsed instanceof Parsed.Malformed)) {
              first[0] = parser.atMillis();
            }
          });
      return first[0];
    } catch (IOException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }
}
