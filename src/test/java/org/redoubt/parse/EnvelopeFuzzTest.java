package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;

/** Any bytes are a line: nothing is thrown, nothing is read beyond its ends. */
class EnvelopeFuzzTest {
  private static final Formats FORMATS = TestFormats.all();
  private static final byte[] AROUND = "x\"]} 1".getBytes(StandardCharsets.UTF_8);

  @FuzzTest(maxDuration = "10m")
  void anyBytesAreALine(byte[] bytes) {
    LineParser parser = new LineParser(FORMATS, ZoneId.of("Europe/Berlin"));
    parser.reference(1_795_262_400_000L);
    LineParser other = new LineParser(FORMATS, ZoneId.of("Europe/Berlin"));
    other.reference(1_795_262_400_000L);
    byte[] inside = new byte[bytes.length + 2 * AROUND.length];
    System.arraycopy(AROUND, 0, inside, 0, AROUND.length);
    System.arraycopy(bytes, 0, inside, AROUND.length, bytes.length);
    System.arraycopy(AROUND, 0, inside, AROUND.length + bytes.length, AROUND.length);
    int from = 0;
    while (from <= bytes.length) {
      int newline = Bytes.newline(bytes, from, bytes.length);
      int to = newline < 0 ? bytes.length : newline;
      Parsed alone = parser.parse(Arrays.copyOfRange(bytes, from, to), 0, to - from);
      Parsed within = other.parse(inside, from + AROUND.length, to + AROUND.length);
      assertThat(Notation.of(alone)).isEqualTo(Notation.of(within));
      assertThat(parser.kept(bytes, from, to))
          .isEqualTo(other.kept(inside, from + AROUND.length, to + AROUND.length));
      from = to + 1;
    }
  }
}
