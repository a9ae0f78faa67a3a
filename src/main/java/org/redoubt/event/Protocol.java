package org.redoubt.event;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the client spoke; TLS or not, submission or relay, it is the same protocol. */
public enum Protocol {
  POP3,
  IMAP,
  SMTP,
  SIEVE,
  WEBMAIL,
  SSH,
  UNKNOWN;

  private static final Protocol[] ALL = values();
  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word for it in files and reports, such as {@code imap}. */
  public String word() {
    return word;
  }

  /**
   * The protocol of a service name as servers write it ({@code imaps}, {@code submission}, {@code
   * managesieve}), or null.
   */
  public static @Nullable Protocol of(String service) {
    String name = service.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "imap", "imaps", "imap4", "imap4s", "143", "993" -> IMAP;
      case "pop", "pop3", "pop3s", "110", "995" -> POP3;
      case "smtp", "smtps", "submission", "submissions", "esmtp", "25", "465", "587" -> SMTP;
      case "sieve", "managesieve", "timsieved" -> SIEVE;
      case "http", "https", "webmail" -> WEBMAIL;
      case "ssh", "sshd" -> SSH;
      case "unknown" -> UNKNOWN;
      default -> null;
    };
  }

  public static Protocol at(int ordinal) {
    return ALL[ordinal];
  }

  @Override
  public String toString() {
    return word;
  }
}
