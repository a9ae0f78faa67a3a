package org.redoubt.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.redoubt.net.Address;

/** Any bytes behind any tag: never an exception, and no address that the line does not hold. */
class FormatsFuzzTest {
  private static final Formats FORMATS = TestFormats.all();
  private static final List<String> TAGS =
      FORMATS.all().stream()
          .flatMap(format -> format.programs().stream())
          .flatMap(program -> program.tags().keySet().stream())
          .map(tag -> tag.replace("*", "x"))
          .distinct()
          .toList();

  private final LineParser parser = new LineParser(FORMATS, ZoneOffset.UTC);

  @FuzzTest
  void messageOfAnyProgram(FuzzedDataProvider data) {
    String tag = data.pickValue(TAGS);
    byte[] head = ("Mar 26 10:31:36 mx " + tag + ": ").getBytes(StandardCharsets.US_ASCII);
    byte[] message = data.consumeRemainingAsBytes();
    byte[] line = new byte[head.length + message.length];
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(message, 0, line, head.length, message.length);
    check(line);
  }

  @FuzzTest
  void wholeLine(byte[] line) {
    check(line);
  }

  private void check(byte[] line) {
    Parsed parsed = parser.parse(line, 0, line.length);
    assertThat(Notation.of(parsed)).startsWith("= ");
    assertThat(parser.kept(line, 0, line.length)).isNotNull();
    boolean boxed = line.length > 0 && line[0] == '{';
    if (!boxed && parsed instanceof Parsed.Event(var event, Rule rule) && event.source() != null) {
      assertThat(holds(line, event.source())).as(event.source().toString()).isTrue();
    }
  }

  private static boolean holds(byte[] line, Address address) {
    for (int from = 0; from < line.length; from++) {
      for (int to = from + 2; to <= Math.min(line.length, from + 64); to++) {
        if (address.equals(Address.parse(line, from, to))) {
          return true;
        }
      }
    }
    return false;
  }
}
