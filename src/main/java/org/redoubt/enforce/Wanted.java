package org.redoubt.enforce;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixTable;

/**
 * The bans that should be in force. As large as the ban table that feeds it; what has ended is
 * forgotten now and then. Not thread-safe.
 */
final class Wanted {
  /** The end of a ban that is not wanted. */
  static final long NOT = Long.MIN_VALUE;

  private static final int SMALL = 1024;
  private final PrefixTable untilMillis = new PrefixTable(new SecureRandom().nextLong());
  private int tidyAt = SMALL;

  /** No ban ends before. */
  private long nextEndMillis = Long.MAX_VALUE;

  void replace(Collection<Change.Ban> bans, long nowMillis) {
    untilMillis.clear();
    nextEndMillis = Long.MAX_VALUE;
    bans.forEach(ban -> set(ban, nowMillis));
  }

  void apply(Collection<? extends Change> changes, long nowMillis) {
    changes.forEach(change -> set(change, nowMillis));
    if (untilMillis.size() > tidyAt) {
      forgetEnded(nowMillis);
      tidyAt = Math.max(SMALL, 2 * untilMillis.size());
    }
  }

  private void set(Change change, long nowMillis) {
    if (change instanceof Change.Ban ban && ban.untilMillis() > nowMillis) {
      untilMillis.put(ban.prefix(), ban.untilMillis());
      nextEndMillis = Math.min(nextEndMillis, ban.untilMillis());
    } else {
      untilMillis.remove(change.prefix());
    }
  }

  private void forgetEnded(long nowMillis) {
    if (nextEndMillis <= nowMillis) {
      untilMillis.removeUpTo(nowMillis);
      nextEndMillis = Long.MAX_VALUE;
      each(ban -> nextEndMillis = Math.min(nextEndMillis, ban.untilMillis()));
    }
  }

  boolean holds(Prefix prefix) {
    return untilMillis.find(prefix) != PrefixTable.NONE;
  }

  /** When the ban of exactly this prefix ends, or {@link #NOT}. */
  long untilMillis(Prefix prefix) {
    int slot = untilMillis.find(prefix);
    return slot == PrefixTable.NONE ? NOT : untilMillis.value(slot);
  }

  /** Those whose end has come, which are still kept. */
  List<Prefix> ended(long nowMillis) {
    List<Prefix> ended = new ArrayList<>();
    if (nextEndMillis <= nowMillis) {
      each(ban -> {
        if (ban.untilMillis() <= nowMillis) {
          ended.add(ban.prefix());
        }
      });
    }
    return ended;
  }

  /** Those that have not ended. */
  List<Change.Ban> bans(long nowMillis) {
    forgetEnded(nowMillis);
    List<Change.Ban> bans = new ArrayList<>(untilMillis.size());
    each(bans::add);
    return bans;
  }

  /** The kernel's sets that those need which have not ended. */
  SortedSet<BanSet> sets(long nowMillis) {
    forgetEnded(nowMillis);
    SortedSet<BanSet> sets = new TreeSet<>();
    each(ban -> sets.add(BanSet.of(ban.prefix())));
    return sets;
  }

  /** Remembers that this one has been seen, until the next change. */
  void mark(Prefix prefix, BitSet seen) {
    int slot = untilMillis.find(prefix);
    if (slot != PrefixTable.NONE) {
      seen.set(slot);
    }
  }

  /** Gives those that have not been seen. */
  void eachUnmarked(BitSet seen, Consumer<Change.Ban> each) {
    for (int slot = 0; slot < untilMillis.slots(); slot++) {
      if (!untilMillis.isFree(slot) && !seen.get(slot)) {
        each.accept(new Change.Ban(untilMillis.prefix(slot), untilMillis.value(slot)));
      }
    }
  }

  private void each(Consumer<Change.Ban> each) {
    eachUnmarked(new BitSet(), each);
  }
}
