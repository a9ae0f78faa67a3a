package org.redoubt.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the ends of lines, eight bytes at a time. Only {@code \n} ends a line: a user name may hold
 * a lone {@code \r} or a Unicode line separator.
 */
public final class LineSplitter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long NEWLINES = ONES * '\n';

  private LineSplitter() {}

  /** Takes one line. */
  @FunctionalInterface
  public interface LineVisitor {
    /** Takes {@code buffer[from, to)}, without its {@code \n} and one {@code \r} before that. */
    void line(byte[] buffer, int from, int to);
  }

  /** Index of the first {@code \n} in {@code buffer[from, to)}, or -1. */
  public static int newline(byte[] buffer, int from, int to) {
    int at = from;
    for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
      long word = (long) LONGS.get(buffer, at) ^ NEWLINES;
      long found = word - ONES & ~word & TOPS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Index of the last {@code \n} in {@code buffer[from, to)}, or -1. */
  static int lastNewline(byte[] buffer, int from, int to) {
    for (int at = to - 1; at >= from; at--) {
      if (buffer[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Shows each line of {@code buffer[from, to)}; a last one without {@code \n} too. */
  public static void each(byte[] buffer, int from, int to, LineVisitor visitor) {
    int start = from;
    while (start < to) {
      int newline = newline(buffer, start, to);
      int next = newline < 0 ? to : newline;
      int end = next > start && buffer[next - 1] == '\r' ? next - 1 : next;
      visitor.line(buffer, start, end);
      start = next + 1;
    }
  }
}
