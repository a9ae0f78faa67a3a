package org.redoubt.intake;

import java.io.IOException;
import java.io.InputStream;

/** Lines of a stream that ends: standard input, an unpacked archive. */
public final class StreamLines {
  private StreamLines() {}

  /**
   * Hands out all lines up to the end; the last needs no {@code \n}. The positions' mark is the
   * number of bytes read.
   *
   * @param name the input's name in the positions
   */
  public static void read(InputStream in, String name, LineSink sink) throws IOException {
    LineBuffer buffer = new LineBuffer();
    long[] readBytes = {0};
    LineBuffer.Drain drain =
        (bytes, from, to, inputBytes) -> {
          readBytes[0] += inputBytes;
          sink.block(bytes, from, to, new Position(name, Long.toString(readBytes[0])));
        };
    int count;
    while ((count = in.read(buffer.bytes(), buffer.end(), buffer.space())) >= 0) {
      buffer.added(count, drain);
    }
    buffer.finish(drain);
  }
}
