package org.redoubt.parse;

import java.time.ZoneId;

/**
 * What stands around a message: the time, the program that wrote it, its process. Read from the
 * left, at fixed places, so that nothing inside the message can pass for it. Not thread-safe.
 */
final class Envelope {
  private static final byte[][] SEVERITIES = {
    word("Info: "), word("Warning: "), word("Error: "), word("Debug: "), word("Fatal: "),
    word("Panic: "), word("INFO: "), word("ERR: "), word("DEBUG: "), word("ALERT: "),
    word("WARN: ")
  };
  private static final ByteSet SEVERITY_STARTS = ByteSet.of("IWEDFPA");
  private static final ByteSet TAG_ENDS = ByteSet.of(" :[(<");

  private final Stamps stamps;
  private int tagFrom;
  private int tagTo;
  private int pidFrom;
  private int pidTo;
  private int messageFrom;

  Envelope(ZoneId zone) {
    this.stamps = new Stamps(zone);
  }

  void reference(long atMillis) {
    stamps.reference(atMillis);
  }

  long atMillis() {
    return stamps.millis();
  }

  int tagFrom() {
    return tagFrom;
  }

  int tagTo() {
    return tagTo;
  }

  int pidFrom() {
    return pidFrom;
  }

  int pidTo() {
    return pidTo;
  }

  int messageFrom() {
    return messageFrom;
  }

  /**
   * Reads the envelope of the line.
   *
   * @return 0, or {@link Stamps#NONE} or {@link Stamps#WRONG}
   */
  int read(byte[] b, int from, int to) {
    int at = from;
    boolean numbered = false;
    if (at < to && b[at] == '<') {
      int close = priority(b, at, to);
      numbered = close > 0 && close + 2 < to && b[close] == '1' && b[close + 1] == ' ';
      at = close < 0 ? at : numbered ? close + 2 : close;
    }
    at = stamps.read(b, at, to);
    if (at < 0) {
      return at;
    }
    if (numbered) {
      structured(b, at, to);
    } else {
      hostAndTag(b, at, to);
    }
    return 0;
  }

  /** RFC 5424 behind its stamp: host, program, process, message id, structured data, message. */
  private void structured(byte[] b, int from, int to) {
    int app = afterBlank(b, from, to);
    int pid = afterBlank(b, app, to);
    int id = afterBlank(b, pid, to);
    int data = afterBlank(b, id, to);
    tagFrom = app;
    tagTo = Math.max(app, pid - 1);
    pidFrom = pid;
    pidTo = Math.max(pid, id - 1);
    int at = data;
    while (at < to && b[at] == '[') {
      at = afterElement(b, at, to);
    }
    if (at < to && b[at] == '-') {
      at++;
    }
    at = blanks(b, at, to);
    boolean mark = at + 2 < to && b[at] == (byte) 0xEF && b[at + 1] == (byte) 0xBB;
    message(b, mark ? at + 3 : at, to);
  }

  private static int afterElement(byte[] b, int from, int to) {
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      if (quoted && b[i] == '\\') {
        i++;
      } else if (b[i] == '"') {
        quoted = !quoted;
      } else if (b[i] == ']' && !quoted) {
        return i + 1;
      }
    }
    return to;
  }

  private void hostAndTag(byte[] b, int from, int to) {
    int at = from;
    if (at < to && b[at] == '<') {
      at = blanks(b, afterBlank(b, at, to), to);
    }
    int end = tagEnd(b, at, to);
    if (end < to && b[end] == ' ') {
      at = blanks(b, end, to);
    }
    tag(b, at, to);
  }

  /**
   * Reads {@code tag: }, {@code tag[pid]: }, or {@code tag(…} whose message begins at the bracket.
   */
  void tag(byte[] b, int from, int to) {
    tagFrom = from;
    tagTo = tagEnd(b, from, to);
    pidFrom = pidTo = tagTo;
    int at = tagTo;
    if (at < to && b[at] == '[') {
      pidFrom = at + 1;
      at = pidFrom;
      while (at < to && b[at] != ']' && b[at] != ' ') {
        at++;
      }
      pidTo = at;
      at = Math.min(to, at + 1);
    }
    if (at < to && b[at] == ':') {
      message(b, blanks(b, at + 1, to), to);
    } else {
      messageFrom = blanks(b, at, to);
    }
  }

  private void message(byte[] b, int from, int to) {
    messageFrom = from;
    if (from < to && SEVERITY_STARTS.has(b[from])) {
      for (byte[] word : SEVERITIES) {
        if (Bytes.startsWith(b, from, to, word)) {
          messageFrom = from + word.length;
          return;
        }
      }
    }
  }

  /** The first of {@code " :[(<"}; a colon inside an address ({@code 2001:db8::1}) is none. */
  private static int tagEnd(byte[] b, int from, int to) {
    int at = from;
    while (at < to) {
      if (TAG_ENDS.has(b[at]) && (b[at] != ':' || at + 1 == to || b[at + 1] == ' ')) {
        return at;
      }
      at++;
    }
    return to;
  }

  private static int priority(byte[] b, int from, int to) {
    for (int i = from + 1; i < to && i < from + 5; i++) {
      if (b[i] == '>') {
        return i + 1;
      }
      if (b[i] < '0' || b[i] > '9') {
        return -1;
      }
    }
    return -1;
  }

  private static int afterBlank(byte[] b, int from, int to) {
    int at = Bytes.indexOf(b, from, to, (byte) ' ');
    return at < 0 ? to : at + 1;
  }

  private static int blanks(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] == ' ') {
      at++;
    }
    return at;
  }

  private static byte[] word(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
