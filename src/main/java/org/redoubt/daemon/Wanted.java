package org.redoubt.daemon;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.redoubt.decide.Ban;
import org.redoubt.enforce.Change;
import org.redoubt.enforce.EnforcerLane;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixTable;

/**
 * The bans that shall be in force: the truth that the enforcer's copy follows. Keeps the prefixes
 * that changed since the enforcer last asked, not the changes, so a burst that bans and lifts the
 * same prefixes costs no more memory than the bans themselves. Beyond {@value #MOST} bans those
 * that have ended are forgotten, then the one that ends first. Safe for threads.
 */
final class Wanted {
  static final int MOST = 500_000;
  private final PrefixTable untilMillis = new PrefixTable(new SecureRandom().nextLong());
  private final List<EnforcerLane> followers = new ArrayList<>();
  private Set<Prefix> changed = new LinkedHashSet<>();
  private boolean all = true;
  private boolean ended;

  /**
   * What the enforcer has to do.
   *
   * @param all whether the changes are all bans there are, and nothing else shall be in force
   */
  record News(boolean all, List<Change> changes) {}

  synchronized void ban(Ban ban) {
    if (untilMillis.size() >= MOST) {
      makeRoom(ban.sinceMillis());
    }
    untilMillis.put(ban.scope(), ban.untilMillis());
    changed(new Change.Ban(ban.scope(), ban.untilMillis()));
  }

  private void makeRoom(long nowMillis) {
    untilMillis.removeUpTo(nowMillis);
    if (untilMillis.size() >= MOST) {
      lift(firstToEnd());
    }
  }

  private Prefix firstToEnd() {
    int first = PrefixTable.NONE;
    for (int slot = 0; slot < untilMillis.slots(); slot++) {
      if (!untilMillis.isFree(slot)
          && (first == PrefixTable.NONE || untilMillis.value(slot) < untilMillis.value(first))) {
        first = slot;
      }
    }
    return untilMillis.prefix(first);
  }

  /** Ends exactly this ban. */
  synchronized void lift(Prefix scope) {
    untilMillis.remove(scope);
    changed(new Change.Lift(scope));
  }

  private void changed(Change change) {
    if (!all) {
      changed.add(change.prefix());
    }
    followers.forEach(lane -> lane.submit(List.of(change)));
    notifyAll();
  }

  /** Tells this lane all there is, and from now on every change. */
  synchronized void follow(EnforcerLane lane) {
    followers.add(lane);
    tellAll(lane);
  }

  /** Tells one follower all there is, when it may have lost what it had. */
  synchronized void tellAll(EnforcerLane lane) {
    lane.restore(bans());
  }

  private List<Change.Ban> bans() {
    List<Change.Ban> bans = new ArrayList<>(untilMillis.size());
    for (int slot = 0; slot < untilMillis.slots(); slot++) {
      if (!untilMillis.isFree(slot)) {
        bans.add(new Change.Ban(untilMillis.prefix(slot), untilMillis.value(slot)));
      }
    }
    return bans;
  }

  /** How many bans are still running at this time; forgets those that have ended. */
  synchronized int running(long nowMillis) {
    untilMillis.removeUpTo(nowMillis);
    return untilMillis.size();
  }

  /** Makes the next news be everything, when the enforcer may have lost what it had. */
  synchronized void tellAll() {
    all = true;
    changed.clear();
    notifyAll();
  }

  /** Lets nobody wait any more. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Waits for news, and takes it; takes what there is once {@link #end ended}. */
  synchronized News take() throws InterruptedException {
    while (!all && changed.isEmpty() && !ended) {
      wait();
    }
    News taken = new News(all, all ? List.copyOf(bans()) : changes());
    all = false;
    changed = new LinkedHashSet<>();
    return taken;
  }

  private List<Change> changes() {
    List<Change> changes = new ArrayList<>(changed.size());
    for (Prefix scope : changed) {
      int slot = untilMillis.find(scope);
      changes.add(
          slot == PrefixTable.NONE
              ? new Change.Lift(scope)
              : new Change.Ban(scope, untilMillis.value(slot)));
    }
    return changes;
  }
}
