package org.redoubt.enforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.redoubt.net.Prefix;

/**
 * The bans that should be in force. As large as the ban table that feeds it; what has ended is
 * forgotten now and then. Not thread-safe.
 */
final class Wanted {
  private static final int SMALL = 1024;
  private final Map<Prefix, Long> untilMillis = new HashMap<>();
  private int tidyAt = SMALL;

  void replace(Collection<Change.Ban> bans, long nowMillis) {
    untilMillis.clear();
    bans.forEach(ban -> set(ban, nowMillis));
  }

  void apply(Collection<Change> changes, long nowMillis) {
    changes.forEach(change -> set(change, nowMillis));
    if (untilMillis.size() > tidyAt) {
      forgetEnded(nowMillis);
      tidyAt = Math.max(SMALL, 2 * untilMillis.size());
    }
  }

  private void set(Change change, long nowMillis) {
    if (change instanceof Change.Ban ban && ban.untilMillis() > nowMillis) {
      untilMillis.put(ban.prefix(), ban.untilMillis());
    } else {
      untilMillis.remove(change.prefix());
    }
  }

  private void forgetEnded(long nowMillis) {
    untilMillis.values().removeIf(until -> until <= nowMillis);
  }

  boolean holds(Prefix prefix) {
    return untilMillis.containsKey(prefix);
  }

  /** Those whose end has come, which are still kept. */
  List<Prefix> ended(long nowMillis) {
    List<Prefix> ended = new ArrayList<>();
    untilMillis.forEach((prefix, until) -> {
      if (until <= nowMillis) {
        ended.add(prefix);
      }
    });
    return ended;
  }

  /** A copy, without those that have ended. */
  Map<Prefix, Long> untilMillis(long nowMillis) {
    forgetEnded(nowMillis);
    return new HashMap<>(untilMillis);
  }

  /** Those that have not ended. */
  List<Change.Ban> bans(long nowMillis) {
    forgetEnded(nowMillis);
    List<Change.Ban> bans = new ArrayList<>(untilMillis.size());
    untilMillis.forEach((prefix, until) -> bans.add(new Change.Ban(prefix, until)));
    return bans;
  }
}
