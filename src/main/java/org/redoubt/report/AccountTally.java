package org.redoubt.report;

import org.redoubt.event.Account;

/** What was done to one account. */
public final class AccountTally {
  private final Account account;
  private final int id;
  private long attempts;
  private long successes;
  private int sources;

  AccountTally(Account account, int id) {
    this.account = account;
    this.id = id;
  }

  void count(int failed) {
    attempts += failed;
  }

  void countSuccess() {
    successes++;
  }

  void countSource() {
    sources++;
  }

  int id() {
    return id;
  }

  public Account account() {
    return account;
  }

  /** How many logins failed because of a wrong password, or because there is no such account. */
  public long attempts() {
    return attempts;
  }

  public long successes() {
    return successes;
  }

  /** How many different sources failed at it. */
  public int sources() {
    return sources;
  }
}
