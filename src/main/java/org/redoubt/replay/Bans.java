package org.redoubt.replay;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Answer;

/**
 * Whose sources were banned: a source counts for the label that last used it before the ban, within
 * a day, and for every label that then meets the ban.
 */
final class Bans {
  private static final long RECENT_MILLIS = 24 * 60 * 60_000L;
  private final Map<Address, User> users = new HashMap<>();
  private final Map<Integer, Set<Address>> banned = new HashMap<>();

  private static final class User {
    private Tally tally;
    private long atMillis;

    private User(Tally tally) {
      this.tally = tally;
    }
  }

  void seen(Address source, Tally tally, long atMillis) {
    User user = users.computeIfAbsent(source, s -> new User(tally));
    user.tally = tally;
    user.atMillis = atMillis;
  }

  void banned(Prefix scope, long atMillis) {
    banned.computeIfAbsent(scope.mappedLength(), n -> new HashSet<>()).add(scope.base());
    if (scope.isAlone()) {
      mark(scope.base(), users.get(scope.base()), atMillis);
      return;
    }
    users.forEach((source, user) -> {
      if (user.atMillis > atMillis - RECENT_MILLIS && scope.contains(source)) {
        mark(source, user, atMillis);
      }
    });
  }

  private static void mark(Address source, @Nullable User user, long atMillis) {
    if (user != null) {
      user.tally.banned(source, atMillis);
    }
  }

  void met(Address source, Tally tally, Answer answer, long atMillis) {
    if (answer == Answer.DROPPED && isCovered(source)) {
      tally.banned(source, atMillis);
    }
  }

  private boolean isCovered(Address source) {
    for (var entry : banned.entrySet()) {
      int length = source.isV4() ? entry.getKey() - 96 : entry.getKey();
      if (length >= 0 && entry.getValue().contains(Prefix.of(source, length).base())) {
        return true;
      }
    }
    return false;
  }
}
