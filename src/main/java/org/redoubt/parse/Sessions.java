package org.redoubt.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/**
 * What earlier lines of a session said, for servers that tell the address, the name and the outcome
 * in different lines. Holds the {@value #MOST} sessions heard of last; of an older one the event
 * has then no address, and so nobody is blamed.
 */
final class Sessions {
  private static final int MOST = 4096;

  /** The session of lines that name none, where one follows the other in a file. */
  private static final long FILE = 1;

  private final Map<Key, Known> sessions = new LinkedHashMap<>(64, 0.75f, true);

  private record Key(String format, long session) {}

  /**
   * What is known of a session.
   *
   * @param awaited what comes next in it; null for nothing
   * @param outcome of which what comes next tells the rest; null when of none
   */
  record Known(
      @Nullable Address source,
      @Nullable Account account,
      @Nullable Protocol protocol,
      @Nullable String awaited,
      @Nullable Outcome outcome) {

    private Known or(@Nullable Known before) {
      return before == null
          ? this
          : new Known(
              source == null ? before.source : source,
              account == null ? before.account : account,
              protocol == null ? before.protocol : protocol,
              before.awaited,
              before.outcome);
    }
  }

  /**
   * Keeps what a line says for those that follow in its session.
   *
   * @return what it tells, with those before; null when nothing yet, or when it is out of place
   */
  @Nullable Outcome heard(Rule rule, long session, Fields said) {
    Key key = key(rule.format(), session);
    Outcome outcome = rule.outcome();
    String within = rule.within();
    if (within != null) {
      Known opened = close(key, within);
      if (opened == null) {
        return null;
      }
      outcome = rule.isTelling() ? opened.outcome() : outcome;
    }
    String opens = rule.opens();
    if (opens != null) {
      put(key, new Known(null, null, null, opens, outcome));
      return null;
    }
    if (rule.isRemembered()) {
      Protocol spoken = said.protocol(Protocol.UNKNOWN);
      Protocol protocol = spoken == Protocol.UNKNOWN ? null : spoken;
      Known known = new Known(said.source(), said.account(), protocol, null, null);
      put(key, known.or(sessions.get(key)));
    }
    return outcome;
  }

  /** What is known of the session if this was awaited, which it is no more; else null. */
  private @Nullable Known close(Key key, String awaited) {
    Known known = sessions.get(key);
    if (known == null || !awaited.equals(known.awaited)) {
      return null;
    }
    sessions.put(key, new Known(known.source, known.account, known.protocol, null, null));
    return known;
  }

  private static Key key(String format, long session) {
    return new Key(format, session == AuthEvent.NO_SESSION ? FILE : session);
  }

  private void put(Key key, Known known) {
    sessions.put(key, known);
    if (sessions.size() > MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
  }

  /** What is known of the session; the account is given once, since the next may be another. */
  @Nullable Known take(String format, long session) {
    if (sessions.isEmpty()) {
      return null;
    }
    Key key = key(format, session);
    Known known = sessions.get(key);
    if (known != null && known.account != null) {
      sessions.put(
          key, new Known(known.source, null, known.protocol, known.awaited, known.outcome));
    }
    return known;
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  void clear() {
    sessions.clear();
  }
}
