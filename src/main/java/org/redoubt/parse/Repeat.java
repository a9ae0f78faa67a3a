package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.redoubt.event.AuthEvent;

/**
 * {@code tag[1]: message repeated 3 times: [ … ]} of rsyslog, {@code last message repeated 3 times}
 * of BSD and {@code --- last message repeated 1 time ---} of macOS, which mean the line before.
 */
final class Repeat {
  private static final byte[] REPEATED = bytes("message repeated ");
  private static final byte[] LAST = bytes("last");
  private static final byte[] DASHES = bytes("---");
  private static final byte[] DASHED = bytes("--- last message repeated ");
  private static final byte[] LAST_REPEATED = bytes("last message repeated ");
  private static final byte[] TIME = bytes(" time");

  private Repeat() {}

  /** Where the number stands, if the message is one of these; else -1. */
  static int at(byte[] text, int tagFrom, int message, int to) {
    if (message >= to) {
      return -1;
    }
    return switch (text[message]) {
      case 'm' -> behind(text, message, to, REPEATED);
      case '-' -> behind(text, message, to, DASHED);
      case 'l' ->
          Bytes.startsWith(text, tagFrom, to, DASHES)
              ? behind(text, message, to, LAST_REPEATED)
              : -1;
      default -> -1;
    };
  }

  private static int behind(byte[] text, int at, int to, byte[] words) {
    return Bytes.startsWith(text, at, to, words) ? at + words.length : -1;
  }

  /** How often; -1 when it does not say so. */
  static int count(byte[] text, int at, int to) {
    int end = Kind.INT.end(text, at, to);
    return end < 0 || !Bytes.startsWith(text, end, to, TIME)
        ? -1
        : Bytes.number(text, at, end, AuthEvent.MAX_ATTEMPTS);
  }

  /** Where the repeated message begins, or -1 when it is not told again. */
  static int inner(byte[] text, int at, int to) {
    int bracket = Bytes.indexOf(text, at, Math.min(to, at + 20), (byte) '[');
    return bracket > 2 && text[bracket - 2] == ':' ? bracket + 2 : -1;
  }

  /** Whether the syslog daemon speaks, of the line before, and not a program of its own. */
  static boolean isOfTheLine(byte[] text, int tagFrom, int tagTo, int countAt) {
    return Arrays.equals(text, tagFrom, tagTo, LAST, 0, LAST.length)
        || Arrays.equals(text, tagFrom, tagTo, DASHES, 0, DASHES.length)
        || tagFrom == tagTo && text[countAt - DASHED.length] == '-';
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
