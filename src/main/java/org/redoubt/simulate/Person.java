package org.redoubt.simulate;

import java.util.List;
import org.redoubt.event.Account;

/**
 * Someone with a mailbox, a desktop and a phone.
 *
 * @param office the office where the desktop stands, or {@link #AT_HOME}
 * @param lapses when the password was forgotten
 */
record Person(
    int number,
    Account account,
    int office,
    Place desk,
    Place phone,
    Passwords passwords,
    List<Lapse> lapses) {
  static final int AT_HOME = -1;

  /**
   * A forgotten password: wrong ones within minutes until it comes back to mind, or is reset.
   *
   * @param resetMillis when it was reset; {@link #RECALLED} when that was not needed
   */
  record Lapse(long atMillis, int wrongTries, long resetMillis) {
    static final long RECALLED = -1;
  }

  boolean worksAtHome() {
    return office == AT_HOME;
  }
}
