package org.redoubt.enforce;

/**
 * Accounts that nobody may log in to.
 *
 * @param file the {@link DenyFile} that says which; empty: no account can be locked
 * @param breachedForMillis how long an account is locked by itself when a guesser seems to have its
 *     password; 0: never
 */
public record LockSettings(String file, long breachedForMillis) {
  public static final LockSettings DEFAULTS = new LockSettings("", 0);

  public LockSettings {
    if (breachedForMillis < 0) {
      throw new IllegalArgumentException("breached-for: " + breachedForMillis + " ms");
    }
  }
}
