package org.redoubt.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** The mail server's user table: which accounts there are and what opens them at a time. */
final class Directory {
  private final Map<Account, Passwords> passwords = new HashMap<>();
  private final List<Account> accounts = new ArrayList<>();
  private final long outageFromMillis;
  private final long outageToMillis;

  /** A directory that cannot be asked in this stretch of time. */
  Directory(long outageFromMillis, long outageToMillis) {
    this.outageFromMillis = outageFromMillis;
    this.outageToMillis = outageToMillis;
  }

  void add(Account account, Passwords timeline) {
    passwords.put(account, timeline);
    accounts.add(account);
  }

  /** What the server says to this password. */
  Outcome outcome(Account account, String password, long millis) {
    if (millis >= outageFromMillis && millis < outageToMillis) {
      return Outcome.TEMPORARY_FAILURE;
    }
    Passwords timeline = passwords.get(account);
    if (timeline == null) {
      return Outcome.UNKNOWN_ACCOUNT;
    }
    return timeline.at(millis).equals(password) ? Outcome.SUCCESS : Outcome.WRONG_PASSWORD;
  }

  /** An attempt with the answer it will get. */
  Attempt attempt(
      long atMillis,
      Address source,
      Account account,
      String password,
      Protocol protocol,
      String label) {
    Outcome outcome = outcome(account, password, atMillis);
    return new Attempt(atMillis, source, account, password, protocol, outcome, label);
  }

  /** What opens the account at this time; null when there is no such account. */
  @Nullable String passwordAt(Account account, long millis) {
    Passwords timeline = passwords.get(account);
    return timeline == null ? null : timeline.at(millis);
  }

  /** All accounts, in no telling order. */
  List<Account> accounts() {
    return accounts;
  }
}
