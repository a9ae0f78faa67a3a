package org.redoubt.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which server tells of an attempt. Two lines of one layer are two attempts; a line
 * of another layer may tell of the same one once more.
 *
 * @param format the format's name
 * @param program which of the format's programs, in the order of its file
 * @param kind what the part does
 * @param sessionIsProcess whether one process serves one client at a time, so that its number ties
 *     the lines of a session together
 */
public record Layer(String format, int program, Kind kind, boolean sessionIsProcess) {

  /** What a part of a server does. */
  public enum Kind {
    /** Talks to the client. */
    SERVER,
    /** Checks passwords for servers, and may log what they log too. */
    BACKEND,
    /** Sums up at the end what a server's lines told one by one. */
    SUMMARY,
    /** Says of the failure that the same server has just logged that it was the server's own. */
    WITHDRAWAL;

    static @Nullable Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
          return kind;
        }
      }
      return null;
    }
  }

  Layer with(Kind changed) {
    return new Layer(format, program, changed, sessionIsProcess);
  }
}
