package org.redoubt.intake;

/**
 * Bytes in, blocks of whole lines out. What follows the last {@code \n} waits for its end; of a
 * line over the limit the beginning is kept and the rest dropped up to its {@code \n}, so that the
 * next line starts where it starts. Not thread-safe.
 */
final class LineBuffer {
  static final int MAX_LINE_BYTES = 64 << 10;
  private static final int CAPACITY = 4 * MAX_LINE_BYTES;

  private final byte[] bytes;
  private final int maxLine;
  private int end;
  private boolean dropping;
  private long droppedBytes;
  private long cutLines;

  /** Takes blocks of whole lines. */
  @FunctionalInterface
  interface Drain {
    /** As {@link LineSink#block}; {@code inputBytes} is what the lines took of the input. */
    void lines(byte[] buffer, int from, int to, long inputBytes);
  }

  LineBuffer() {
    this(CAPACITY, MAX_LINE_BYTES);
  }

  LineBuffer(int capacity, int maxLine) {
    if (capacity < 2 * maxLine + 2) {
      throw new IllegalArgumentException("capacity " + capacity + " for lines of " + maxLine);
    }
    this.bytes = new byte[capacity];
    this.maxLine = maxLine;
  }

  /** Where to put new bytes: from {@link #end} on, at most {@link #space}. */
  byte[] bytes() {
    return bytes;
  }

  int end() {
    return end;
  }

  /** Room for new bytes; never 0 between calls of {@link #added}. */
  int space() {
    return bytes.length - end - 1;
  }

  /** Bytes of the input that belong to the unfinished line. */
  long pendingBytes() {
    return end + droppedBytes;
  }

  /** Lines cut so far because they were longer than the limit. */
  long cutLines() {
    return cutLines;
  }

  /** Of the unfinished line, the bytes that are gone. */
  long droppedBytes() {
    return droppedBytes;
  }

  void clear() {
    end = 0;
    dropping = false;
    droppedBytes = 0;
  }

  /** Goes on in the middle of an overlong line whose beginning was put in the buffer again. */
  void resumeDropping(int bytesKept, long bytesGone) {
    end = bytesKept;
    dropping = true;
    droppedBytes = bytesGone;
  }

  /** Says that {@code count} bytes were put at {@link #end}; hands out the lines now whole. */
  void added(int count, Drain drain) {
    if (dropping && !endOfDropped(count)) {
      return;
    }
    int pending = dropping ? maxLine : end;
    end += dropping ? 0 : count;
    dropping = false;
    int last = LineSplitter.lastNewline(bytes, pending, end);
    if (last >= 0) {
      handOut(last + 1, drain);
      System.arraycopy(bytes, last + 1, bytes, 0, end - last - 1);
      end -= last + 1;
    }
    if (end > maxLine) {
      dropping = true;
      droppedBytes = (long) end - maxLine;
      end = maxLine;
    }
  }

  /** Ends the input: an unfinished line counts as whole. */
  void finish(Drain drain) {
    if (end > 0) {
      bytes[end] = '\n';
      dropping = false;
      added(1, drain);
    }
  }

  /** Looks for the end of the overlong line among the new bytes and closes the gap. */
  private boolean endOfDropped(int count) {
    int newline = LineSplitter.newline(bytes, end, end + count);
    if (newline < 0) {
      droppedBytes += count;
      return false;
    }
    int left = end + count - newline;
    droppedBytes += newline - end;
    System.arraycopy(bytes, newline, bytes, end, left);
    end += left;
    return true;
  }

  /** Hands out {@code [0, to)}, cutting lines over the limit that lie within it. */
  private void handOut(int to, Drain drain) {
    int start = 0;
    int at = 0;
    while (to - at > maxLine + 1) {
      int newline = LineSplitter.lastNewline(bytes, at, at + maxLine + 1);
      if (newline >= 0) {
        at = newline + 1;
        continue;
      }
      hand(start, at, 0, drain);
      int next = LineSplitter.newline(bytes, at + maxLine + 1, to) + 1;
      bytes[at + maxLine] = '\n';
      cutLines++;
      hand(at, at + maxLine + 1, next - at - maxLine - 1, drain);
      at = next;
      start = next;
    }
    hand(start, to, 0, drain);
  }

  private void hand(int from, int to, int beyondBytes, Drain drain) {
    if (to > from) {
      if (droppedBytes > 0) {
        cutLines++;
      }
      long inputBytes = to - from + beyondBytes + droppedBytes;
      droppedBytes = 0;
      drain.lines(bytes, from, to, inputBytes);
    }
  }
}
