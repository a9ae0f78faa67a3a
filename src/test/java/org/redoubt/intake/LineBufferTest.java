package org.redoubt.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineBufferTest {
  private static final int MAX_LINE = 20;

  /** Feeds text in pieces and compares with what splitting the whole would give. */
  @Test
  void givesEveryLineWhateverThePieces() {
    Random random = new Random(1);
    for (int round = 0; round < 3_000; round++) {
      byte[] text = text(random);
      LineBuffer buffer = new LineBuffer(2 * MAX_LINE + 2 + random.nextInt(40), MAX_LINE);
      List<String> lines = new ArrayList<>();
      long[] consumed = {0};
      LineBuffer.Drain drain = collect(lines, consumed);
      int at = 0;
      while (at < text.length) {
        int room = Math.min(buffer.space(), text.length - at);
        int count = 1 + random.nextInt(room);
        System.arraycopy(text, at, buffer.bytes(), buffer.end(), count);
        buffer.added(count, drain);
        at += count;
        assertThat(consumed[0] + buffer.pendingBytes()).isEqualTo(at);
      }
      buffer.finish(drain);
      assertThat(lines).isEqualTo(expected(text));
      assertThat(buffer.cutLines()).isEqualTo(overlong(text));
    }
  }

  private static LineBuffer.Drain collect(List<String> lines, long[] consumed) {
    return (bytes, from, to, inputBytes) -> {
      consumed[0] += inputBytes;
      assertThat(bytes[to - 1]).isEqualTo((byte) '\n');
      LineSplitter.each(
          bytes,
          from,
          to,
          (b, f, t) -> lines.add(new String(b, f, t - f, StandardCharsets.ISO_8859_1)));
    };
  }

  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = random.nextInt(12);
    for (int i = 0; i < lines; i++) {
      int length = random.nextInt(4) == 0 ? random.nextInt(90) : random.nextInt(MAX_LINE + 2);
      for (int j = 0; j < length; j++) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      text.append(i < lines - 1 || random.nextBoolean() ? "\n" : "");
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<String> expected(byte[] text) {
    List<String> lines = new ArrayList<>();
    for (String line : pieces(text)) {
      lines.add(line.substring(0, Math.min(line.length(), MAX_LINE)));
    }
    return lines;
  }

  private static long overlong(byte[] text) {
    return pieces(text).stream().filter(line -> line.length() > MAX_LINE).count();
  }

  private static List<String> pieces(byte[] text) {
    List<String> lines =
        new ArrayList<>(List.of(new String(text, StandardCharsets.ISO_8859_1).split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  @Test
  void onlyNewlineEndsALine() {
    byte[] text = "a\rb\u0085c\fd\r\ne\n".getBytes(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    LineSplitter.each(
        text,
        0,
        text.length,
        (b, f, t) -> lines.add(new String(b, f, t - f, StandardCharsets.UTF_8)));
    assertThat(lines).containsExactly("a\rb\u0085c\fd", "e");
  }

  @Test
  void findsNewlinesAsALoopWould() {
    Random random = new Random(2);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(8) == 0 ? '\n' : random.nextInt(256));
      }
      int from = random.nextInt(bytes.length + 1);
      int expected = from;
      while (expected < bytes.length && bytes[expected] != '\n') {
        expected++;
      }
      assertThat(LineSplitter.newline(bytes, from, bytes.length))
          .isEqualTo(expected == bytes.length ? -1 : expected);
    }
  }
}
