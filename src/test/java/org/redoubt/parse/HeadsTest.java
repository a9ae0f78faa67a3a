package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A parser that knows heads from earlier lines reads each line as one that knows none. */
class HeadsTest {
  private static final long READ_AT = 1_795_262_400_000L;
  private static final String[] PIECES = {
    " ",
    "  ",
    ":",
    ": ",
    "[",
    "]",
    "]: ",
    "(",
    "<",
    "[12]: ",
    "[x]: ",
    "Error: ",
    "Info: ",
    "mx1 ",
    "dovecot: ",
    "auth.info ",
    "imap-login: ",
    "last message repeated 2 times",
    "\t",
    ""
  };

  /** The line before, from which a line without a stamp has its time. */
  private static final byte[] STAMPED =
      "Nov 20 00:00:00 mx1 cron[1]: x".getBytes(StandardCharsets.UTF_8);

  @Test
  void doesNotChangeHowALineIsRead() throws IOException {
    List<String> lines = samples();
    Random random = new Random(7);
    LineParser warm = parser();
    for (int i = 0; i < 20_000; i++) {
      String line = lines.get(random.nextInt(lines.size()));
      String changed = random.nextInt(3) == 0 ? line : changed(line, random);
      byte[] text =
          ("x" + changed + "\n" + "y".repeat(random.nextInt(40))).getBytes(StandardCharsets.UTF_8);
      int to = changed.getBytes(StandardCharsets.UTF_8).length + 1;
      LineParser fresh = parser();
      assertThat(told(warm, text, to)).as(changed).isEqualTo(told(fresh, text, to));
      assertThat(told(warm, text, to)).as("again: " + changed).isEqualTo(told(fresh, text, to));
    }
  }

  private static String told(LineParser parser, byte[] text, int to) {
    parser.parse(STAMPED, 0, STAMPED.length);
    parser.begin();
    Parsed parsed = parser.parse(text, 1, to);
    return parsed + " " + parser.atMillis() + " " + parser.messageFrom(1, to);
  }

  private static String changed(String line, Random random) {
    int at = random.nextInt(Math.min(line.length(), 70));
    int end = Math.min(line.length(), at + random.nextInt(4));
    return line.substring(0, at) + PIECES[random.nextInt(PIECES.length)] + line.substring(end);
  }

  private static LineParser parser() {
    LineParser parser = new LineParser(TestFormats.all(), ZoneOffset.UTC);
    parser.reference(READ_AT);
    return parser;
  }

  /** Lines with a head; what stands in a box of JSON has none. */
  private static List<String> samples() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Format format : TestFormats.all().all()) {
      Files.readAllLines(Path.of("formats", format.name(), "samples.txt")).stream()
          .filter(line ->
              !line.isBlank()
                  && !line.startsWith("#")
                  && !line.startsWith("  =")
                  && !line.startsWith("{"))
          .forEach(lines::add);
    }
    return lines;
  }
}
