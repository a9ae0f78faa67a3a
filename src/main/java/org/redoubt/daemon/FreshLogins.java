package org.redoubt.daemon;

import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.KnownLogin;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;

/**
 * Picks the logins worth storing: the first of an account, network and protocol each day. Forgets
 * what it picked when that is much, and so picks some twice.
 */
final class FreshLogins {
  private static final int MOST = 100_000;
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
  private final Set<Long> picked = new HashSet<>();
  private long day = Long.MIN_VALUE;

  /** The login to store; null when the event is none or has been picked today. */
  @Nullable KnownLogin pick(AuthEvent event) {
    Address source = event.source();
    Account account = event.account();
    if (event.outcome() != Outcome.SUCCESS || source == null || account == null) {
      return null;
    }
    long today = Math.floorDiv(event.atMillis(), DAY_MILLIS);
    if (today != day || picked.size() >= MOST) {
      picked.clear();
      day = today;
    }
    int who = Objects.hash(account.name(), event.protocol());
    return picked.add((long) who << 32 | source.network().hashCode() & 0xffff_ffffL)
        ? new KnownLogin(account, source, event.protocol(), event.atMillis())
        : null;
  }
}
