package org.redoubt.parse;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which part of which server tells of an attempt. Two lines of one layer are two attempts; a line
 * of another layer may tell of the same one once more. There is one object for each.
 */
public final class Layer {
  private final String format;
  private final Kind kind;
  private final boolean sessionIsProcess;
  private final Map<Kind, Layer> siblings;

  /**
   * @param format the format's name
   * @param kind what the part does
   * @param sessionIsProcess whether one process serves one client at a time, so that its number
   *     ties the lines of a session together
   */
  Layer(String format, Kind kind, boolean sessionIsProcess) {
    this(format, kind, sessionIsProcess, new EnumMap<>(Kind.class));
  }

  private Layer(String format, Kind kind, boolean sessionIsProcess, Map<Kind, Layer> siblings) {
    this.format = format;
    this.kind = kind;
    this.sessionIsProcess = sessionIsProcess;
    this.siblings = siblings;
    siblings.put(kind, this);
  }

  public String format() {
    return format;
  }

  public Kind kind() {
    return kind;
  }

  boolean sessionIsProcess() {
    return sessionIsProcess;
  }

  /** The layer of the same program that does this. */
  Layer with(Kind other) {
    Layer sibling = siblings.get(other);
    return sibling == null ? new Layer(format, other, sessionIsProcess, siblings) : sibling;
  }

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
}
