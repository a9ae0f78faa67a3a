package org.redoubt.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.net.Address;

/**
 * What earlier lines of a session said, for servers that tell the address, the name and the outcome
 * in different lines. Holds the {@value #MOST} sessions heard of last; of an older one the event
 * has then no address, and so nobody is blamed.
 */
final class Sessions {
  private static final int MOST = 4096;

  private final Map<Key, Known> sessions = new LinkedHashMap<>(64, 0.75f, true);

  private record Key(String format, long session) {}

  /** What is known of a session. */
  record Known(@Nullable Address source, @Nullable Account account) {}

  /** Adds to what is known; what is not said anew stays. */
  void keep(String format, long session, @Nullable Address source, @Nullable Account account) {
    Key key = new Key(format, session);
    Known before = sessions.get(key);
    if (before == null) {
      sessions.put(key, new Known(source, account));
    } else {
      Address address = source == null ? before.source : source;
      sessions.put(key, new Known(address, account == null ? before.account : account));
    }
    if (sessions.size() > MOST) {
      sessions.remove(sessions.keySet().iterator().next());
    }
  }

  /** What is known of the session; the account is given once, since the next may be another. */
  @Nullable Known take(String format, long session) {
    if (sessions.isEmpty()) {
      return null;
    }
    Key key = new Key(format, session);
    Known known = sessions.get(key);
    if (known != null && known.account != null) {
      sessions.put(key, new Known(known.source, null));
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
