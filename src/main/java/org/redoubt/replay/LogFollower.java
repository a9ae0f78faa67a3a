package org.redoubt.replay;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.redoubt.net.Address;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/**
 * A tool that reads the mail log and bans single addresses in the firewall. It sees a line a second
 * after it was written; until then the address goes on.
 */
abstract class LogFollower implements Policy {
  static final long LATE_MILLIS = 1_000;
  private static final int PURGE_AT = 10_000;
  private final Journal journal;
  private final Queue<Attempt> unread = new ArrayDeque<>();
  private final Map<Address, Long> bannedUntil = new HashMap<>();
  private int purgeAt = PURGE_AT;

  LogFollower(Journal journal) {
    this.journal = journal;
  }

  /** Takes note of a failed login. */
  abstract void failed(Address source, long atMillis);

  final void ban(Address source, long atMillis, long forMillis) {
    bannedUntil.put(source, atMillis + forMillis);
    journal.banned(source.alone(), atMillis);
    if (bannedUntil.size() > purgeAt) {
      bannedUntil.values().removeIf(until -> until <= atMillis);
      purgeAt = Math.max(PURGE_AT, 2 * bannedUntil.size());
    }
  }

  @Override
  public final Answer ask(Attempt attempt) {
    long read = attempt.atMillis() - LATE_MILLIS;
    for (Attempt line = unread.peek();
        line != null && line.atMillis() <= read;
        line = unread.peek()) {
      unread.remove();
      failed(line.source(), line.atMillis());
    }
    Long until = bannedUntil.get(attempt.source());
    return until != null && until > attempt.atMillis() ? Answer.DROPPED : Answer.VERIFIED;
  }

  @Override
  public final void tell(Attempt attempt) {
    if (attempt.outcome().isFailedGuess()) {
      unread.add(attempt);
    }
  }
}
