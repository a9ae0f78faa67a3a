package org.redoubt.simulate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Harmless things that look like attacks, on top of everyday life. */
public enum Innocent {
  /**
   * A scanner that mails its pages keeps a colleague's old password: one of the usual reasons for a
   * locked account in administrators' forums, and nobody thinks of it for a week.
   */
  PRINTER("an office scanner tries an old password every 10 minutes for a week"),
  /**
   * A collector like Gmail's "check mail from other accounts": many mailboxes from changing
   * addresses of one network, some with passwords that were right once.
   */
  FETCHER("another provider collects 80 mailboxes every hour, 5 with old passwords"),
  /** A company outing: colleagues in a hotel that none of them has logged in from. */
  CONFERENCE("60 people in the same foreign network for a day"),
  /** The directory makes the whole office change its passwords within the same morning. */
  CHANGE_DAY("everybody in the big office changes the password in one morning"),
  /** The user table cannot be reached: everybody fails. */
  OUTAGE("the authentication backend is down for 10 minutes");

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
  private final String description;

  Innocent(String description) {
    this.description = description;
  }

  /** Its name in options and, after {@code honest-}, in traces. */
  public String label() {
    return label;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** The pattern of that name; null when there is none. */
  public static @Nullable Innocent of(String label) {
    for (Innocent innocent : values()) {
      if (innocent.label.equals(label)) {
        return innocent;
      }
    }
    return null;
  }
}
