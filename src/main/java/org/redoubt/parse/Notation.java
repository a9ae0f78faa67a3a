package org.redoubt.parse;

import org.redoubt.event.AuthEvent;

/**
 * The one-line notation of what was understood, as it stands under each line in a format's {@code
 * samples.txt}: {@code = wrong-password pop3 account="bob" source=192.0.2.1 attempts=3}.
 */
public final class Notation {
  private Notation() {}

  public static String of(Parsed parsed) {
    return switch (parsed) {
      case Parsed.Event(AuthEvent event, Rule rule) -> event(event);
      case Parsed.Ignored ignored -> "= ignored";
      case Parsed.Unknown unknown -> "= unknown";
      case Parsed.Malformed(String why) -> "= malformed: " + why;
    };
  }

  private static String event(AuthEvent event) {
    StringBuilder out = new StringBuilder("= ");
    out.append(event.outcome().word()).append(' ').append(event.protocol().word());
    if (event.account() != null) {
      out.append(" account=\"").append(escaped(event.account().name())).append('"');
    }
    if (event.source() != null) {
      out.append(" source=").append(event.source());
    }
    if (event.attempts() > 1) {
      out.append(" attempts=").append(event.attempts());
    }
    return out.toString();
  }

  /** The line as it may be printed on a terminal: tabs stay, other control characters are shown. */
  public static String visible(String line) {
    return line.codePoints().noneMatch(c -> c != '\t' && isInvisible(c))
        ? line
        : line.codePoints()
            .mapToObj(c -> isInvisible(c) ? String.format("\\u{%x}", c) : Character.toString(c))
            .collect(java.util.stream.Collectors.joining());
  }

  /** The text with control characters, quotes and backslashes made visible. */
  public static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            out.append('\\').appendCodePoint(c);
          } else if (isInvisible(c)) {
            out.append(String.format("\\u{%x}", c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
