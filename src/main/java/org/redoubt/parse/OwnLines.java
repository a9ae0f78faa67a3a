package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose own file a log is, as its lines have shown, so that a line there that no template fits and
 * that speaks of a login is one that changed, and not another program's. What a server writes
 * beside logins has none of the words, or a template of its own. Not thread-safe.
 */
final class OwnLines {
  private static final List<byte[]> LOGIN = bytes("login", "logon", "auth", "passw", "credential");
  private static final List<byte[]> ENDING =
      bytes(
          "fail", "invalid", "incorrect", "wrong", "bad ", "denied", "reject", "refused", "succe");

  private final @Nullable String[] formats = new @Nullable String[StampStyle.values().length];

  /** A template of the format fits a line with this stamp. */
  void saw(StampStyle style, String format) {
    formats[style.ordinal()] = format;
  }

  void clear() {
    Arrays.fill(formats, null);
  }

  /** What a line is that no template fits. */
  Parsed other(StampStyle style, byte[] text, int from, int to) {
    String format = formats[style.ordinal()];
    return format != null && holds(LOGIN, text, from, to) && holds(ENDING, text, from, to)
        ? new Parsed.Unknown(format)
        : Parsed.FOREIGN;
  }

  private static boolean holds(List<byte[]> words, byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      for (byte[] word : words) {
        if (startsWith(word, text, at, to)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] word, byte[] text, int at, int to) {
    if (to - at < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if ((text[at + i] | 0x20) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static List<byte[]> bytes(String... words) {
    return Arrays.stream(words).map(w -> w.getBytes(StandardCharsets.US_ASCII)).toList();
  }
}
