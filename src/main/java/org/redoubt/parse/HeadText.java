package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Finds the ends of what stands in front of a message. */
final class HeadText {
  private static final ByteSet TAG_ENDS = ByteSet.of(" :[(<");
  private static final Set<String> LEVELS =
      Set.of(
          "emerg", "alert", "crit", "err", "error", "warn", "warning", "notice", "info", "debug");
  private static final int LONGEST_FACILITY = 20;

  private HeadText() {}

  static int afterElement(byte[] b, int from, int to) {
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

  static boolean isFacility(byte[] b, int from, int to) {
    int dot = to - from > LONGEST_FACILITY ? -1 : Bytes.indexOf(b, from, to, (byte) '.');
    return dot > from
        && LEVELS.contains(new String(b, dot + 1, to - dot - 1, StandardCharsets.US_ASCII));
  }

  /** The first of {@code " :[(<"}; a colon inside an address ({@code 2001:db8::1}) is none. */
  static int tagEnd(byte[] b, int from, int to) {
    int at = from;
    while (at < to) {
      if (TAG_ENDS.has(b[at]) && (b[at] != ':' || at + 1 == to || b[at + 1] == ' ')) {
        return at;
      }
      at++;
    }
    return to;
  }

  static int priority(byte[] b, int from, int to) {
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

  static int afterBlank(byte[] b, int from, int to) {
    int at = Bytes.indexOf(b, from, to, (byte) ' ');
    return at < 0 ? to : at + 1;
  }

  static int blanks(byte[] b, int from, int to) {
    int at = from;
    while (at < to && b[at] == ' ') {
      at++;
    }
    return at;
  }
}
