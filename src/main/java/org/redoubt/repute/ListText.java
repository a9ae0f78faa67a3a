package org.redoubt.repute;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a list of lines. What follows {@code #} is a comment, in plain lists what follows {@code ;}
 * too. Lines longer than {@value #MAX_LINE} bytes are junk.
 */
final class ListText {
  static final int MAX_LINE = 4096;

  private final Harvest harvest;
  private final ListSettings.Format format;
  private final int column;
  private final byte[] line = new byte[MAX_LINE];
  private int length;

  ListText(ListSettings settings, Harvest harvest) {
    this.harvest = harvest;
    this.format = settings.format();
    this.column = settings.column();
  }

  void read(InputStream in) throws IOException {
    byte[] buffer = new byte[65_536];
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      for (int i = 0; i < got; i++) {
        next(buffer[i]);
      }
    }
    end();
  }

  private void next(byte b) {
    if (b == '\n' || b == '\r') {
      end();
    } else {
      if (length < MAX_LINE) {
        line[length] = b;
      }
      length = Math.min(length + 1, MAX_LINE + 1);
    }
  }

  private void end() {
    if (length > MAX_LINE) {
      harvest.junk();
    } else if (length > 0) {
      line();
    }
    length = 0;
  }

  private void line() {
    int end = until('#', length);
    int plainEnd = format == ListSettings.Format.CSV ? end : until(';', end);
    int from = start(plainEnd);
    if (from == plainEnd) {
      return;
    }
    boolean found =
        switch (format) {
          case PLAIN -> plain(from, plainEnd);
          case CSV -> columns(end);
          case AUTO, JSON -> plain(from, plainEnd) || columns(end);
        };
    if (!found) {
      harvest.junk();
    }
  }

  /** The first word; with a second address it is a range: {@code a b}, {@code a - b}. */
  private boolean plain(int from, int to) {
    int end = wordEnd(from, to);
    int next = end;
    while (next < to && (isBlank(line[next]) || line[next] == '-')) {
      next++;
    }
    int nextEnd = wordEnd(next, to);
    return harvest.takeRange(line, from, end, next, nextEnd) || harvest.take(line, from, end);
  }

  private boolean columns(int to) {
    int number = 1;
    int from = 0;
    for (int i = 0; i <= to; i++) {
      if (i == to || isSeparator(line[i])) {
        if ((column == 0 || column == number) && column(from, i)) {
          return true;
        }
        number++;
        from = i + 1;
      }
    }
    return false;
  }

  private boolean column(int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isWrapping(line[start])) {
      start++;
    }
    while (end > start && isWrapping(line[end - 1])) {
      end--;
    }
    return harvest.take(line, start, end);
  }

  private int until(char mark, int to) {
    for (int i = 0; i < to; i++) {
      if (line[i] == mark) {
        return i;
      }
    }
    return to;
  }

  private int start(int to) {
    int from = 0;
    while (from < to && isBlank(line[from])) {
      from++;
    }
    return from;
  }

  private int wordEnd(int from, int to) {
    int end = from;
    while (end < to && !isBlank(line[end])) {
      end++;
    }
    return end;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  private static boolean isWrapping(byte b) {
    return isBlank(b) || b == '"' || b == '\'';
  }

  private static boolean isSeparator(byte b) {
    return b == ',' || b == ';' || b == '|' || b == '\t';
  }
}
