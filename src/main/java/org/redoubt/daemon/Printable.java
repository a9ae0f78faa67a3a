package org.redoubt.daemon;

/** Text of strangers, made harmless for a terminal or a log: one line, no control characters. */
public final class Printable {
  private Printable() {}

  /** The text with every character that could move a cursor or forge a line replaced by a dot. */
  public static String of(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      if (isHarmful(text.charAt(i))) {
        out = out == null ? new StringBuilder(text) : out;
        out.setCharAt(i, '·');
      }
    }
    return out == null ? text : out.toString();
  }

  private static boolean isHarmful(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
