package org.redoubt.intake;

import java.io.IOException;
import java.io.InputStream;

/**
 * Messages of one connection (RFC 6587), as lines. The first byte decides once how they are framed:
 * a digit means counted ({@code 12 <34>Mar 26 …}), anything else by {@code \n}. To decide for each
 * would let text in a message swallow the messages behind it.
 */
final class SyslogFrames {
  private static final int MAX_COUNT_DIGITS = 7;
  private static final int ESCAPE_BYTES = 4;
  private static final int CAPACITY = 2 * LineBuffer.MAX_LINE_BYTES + 2;

  private final byte[] line = new byte[LineBuffer.MAX_LINE_BYTES + 1];
  private long cutMessages;
  private final LineBuffer buffer = new LineBuffer(CAPACITY, LineBuffer.MAX_LINE_BYTES);
  private final LineBuffer.Drain drain;

  SyslogFrames(LineBuffer.Drain drain) {
    this.drain = drain;
  }

  /** Lines that were cut for being too long. */
  long cutLines() {
    return buffer.cutLines() + cutMessages;
  }

  /**
   * Reads to the end of the stream.
   *
   * @throws IOException when the connection breaks or a count makes no sense
   */
  void readAll(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return;
    }
    if (first >= '1' && first <= '9') {
      readCounted(in, first);
    } else {
      buffer.bytes()[buffer.end()] = (byte) first;
      buffer.added(1, drain);
      readLines(in);
    }
  }

  /** A line without its {@code \n} when the connection ends was cut, and is not given. */
  private void readLines(InputStream in) throws IOException {
    int count;
    while ((count = in.read(buffer.bytes(), buffer.end(), buffer.space())) >= 0) {
      buffer.added(count, drain);
    }
  }

  private void readCounted(InputStream in, int firstDigit) throws IOException {
    byte[] message = new byte[LineBuffer.MAX_LINE_BYTES];
    int next = firstDigit;
    while (next >= 0) {
      int count = readCount(in, next);
      int kept = in.readNBytes(message, 0, Math.min(count, message.length));
      if (kept < Math.min(count, message.length)) {
        return;
      }
      in.skipNBytes(count - kept);
      message(message, kept);
      next = in.read();
    }
  }

  private static int readCount(InputStream in, int firstDigit) throws IOException {
    int count = 0;
    int digits = 0;
    for (int c = firstDigit; c != ' '; c = in.read()) {
      if (c < '0' || c > '9' || ++digits > MAX_COUNT_DIGITS) {
        throw new IOException("a message's length was expected, not byte " + c);
      }
      count = count * 10 + c - '0';
    }
    return count;
  }

  /** Gives one message as one line: control bytes within are written {@code #012}. */
  void message(byte[] message, int length) {
    int end = length;
    while (end > 0 && (message[end - 1] == '\n' || message[end - 1] == 0)) {
      end--;
    }
    int size = 0;
    int at = 0;
    for (; at < end && size <= LineBuffer.MAX_LINE_BYTES - ESCAPE_BYTES; at++) {
      size = put(message[at], size);
    }
    cutMessages += at < end ? 1 : 0;
    line[size++] = '\n';
    drain.lines(line, 0, size, length);
  }

  private int put(byte b, int at) {
    if (b < 0 || b >= ' ' || b == '\t') {
      line[at] = b;
      return at + 1;
    }
    line[at] = '#';
    line[at + 1] = '0';
    line[at + 2] = (byte) ('0' + (b >> 3));
    line[at + 3] = (byte) ('0' + (b & 7));
    return at + ESCAPE_BYTES;
  }
}
