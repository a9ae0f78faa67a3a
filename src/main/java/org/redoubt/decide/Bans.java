package org.redoubt.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixMap;

/** The bans in force, a bounded number; those that have ended are dropped when others come. */
final class Bans {
  private static final int MOST_REASONS = 1024;
  private final int most;
  private final Map<String, String> reasons = new HashMap<>();
  private final PrefixMap<Ban> byScope = new PrefixMap<>();
  private final PriorityQueue<Ban> byEnd =
      new PriorityQueue<>(Comparator.comparingLong(Ban::untilMillis));

  Bans(int most) {
    this.most = most;
  }

  void add(Ban ban, long atMillis) {
    dropEnded(atMillis);
    Ban kept = sharing(ban);
    byScope.put(ban.scope(), kept);
    byEnd.add(kept);
    while (byEnd.size() > most) {
      drop(byEnd.remove());
    }
  }

  /** With the words of an earlier ban, where they are the same: in a storm they often are. */
  private Ban sharing(Ban ban) {
    if (reasons.size() >= MOST_REASONS) {
      reasons.clear();
    }
    String because = reasons.computeIfAbsent(ban.because(), same -> same);
    return new Ban(
        ban.scope(),
        ban.sinceMillis(),
        ban.untilMillis(),
        ban.by(),
        because,
        ban.score(),
        ban.rung());
  }

  private void dropEnded(long atMillis) {
    Ban first = byEnd.peek();
    while (first != null && !first.inForce(atMillis)) {
      drop(byEnd.remove());
      first = byEnd.peek();
    }
  }

  private void drop(Ban ban) {
    if (ban.equals(byScope.get(ban.scope()))) {
      byScope.remove(ban.scope());
    }
  }

  /** The ban in force that keeps the whole block out, or null. */
  @Nullable Ban covering(Prefix scope, long atMillis) {
    Ban found = null;
    for (int length = scope.length(); length >= 0 && found == null; length--) {
      Ban ban = byScope.get(Prefix.of(scope.base(), length));
      found = ban != null && ban.inForce(atMillis) ? ban : null;
    }
    return found;
  }

  @Nullable Ban covering(Address address, long atMillis) {
    Ban longest = byScope.longest(address);
    boolean enough = longest == null || longest.inForce(atMillis);
    return enough ? longest : covering(address.alone(), atMillis);
  }

  /** Takes away every ban that shares an address with the block. */
  List<Ban> takeOverlapping(Prefix scope, long atMillis) {
    List<Ban> taken = new ArrayList<>();
    for (Ban ban : inForce(atMillis)) {
      if (ban.scope().overlaps(scope)) {
        byScope.remove(ban.scope());
        taken.add(ban);
      }
    }
    if (!taken.isEmpty()) {
      byEnd.removeIf(ban -> ban.scope().overlaps(scope));
    }
    return taken;
  }

  List<Ban> inForce(long atMillis) {
    List<Ban> all = new ArrayList<>(byScope.size());
    byScope.forEach((scope, ban) -> {
      if (ban.inForce(atMillis)) {
        all.add(ban);
      }
    });
    return all;
  }
}
