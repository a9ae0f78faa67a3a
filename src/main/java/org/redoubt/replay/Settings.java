package org.redoubt.replay;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;

/**
 * How a replay is judged.
 *
 * @param retriesMillis when an honest client that was turned away comes again, after its first try
 * @param accounts the accounts that exist; null to believe the mail server's answers
 */
public record Settings(List<Long> retriesMillis, @Nullable Set<Account> accounts) {
  public Settings {
    retriesMillis = List.copyOf(retriesMillis);
  }

  /** Four tries more within half an hour, and the answers are believed. */
  public static Settings standard() {
    return new Settings(List.of(60_000L, 180_000L, 600_000L, 1_800_000L), null);
  }
}
