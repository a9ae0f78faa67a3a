package org.redoubt.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Ban;
import org.redoubt.enforce.Change;
import org.redoubt.enforce.EnforcerLane;
import org.redoubt.net.Prefix;

/**
 * The bans that shall be in force: the truth that the enforcer's copy follows. Keeps the prefixes
 * that changed since the enforcer last asked, not the changes, so a burst that bans and lifts the
 * same prefixes costs no more memory than the bans themselves. Beyond {@value #MOST} bans the
 * oldest goes. Safe for threads.
 */
final class Wanted {
  static final int MOST = 500_000;
  private final Map<Prefix, Ban> bans = new LinkedHashMap<>();
  private Set<Prefix> changed = new LinkedHashSet<>();
  private final List<EnforcerLane> followers = new ArrayList<>();
  private boolean all = true;
  private boolean ended;

  /**
   * What the enforcer has to do.
   *
   * @param all whether the changes are all bans there are, and nothing else shall be in force
   */
  record News(boolean all, List<Change> changes) {}

  synchronized void ban(Ban ban) {
    bans.remove(ban.scope());
    if (bans.size() >= MOST) {
      lift(bans.keySet().iterator().next());
    }
    bans.put(ban.scope(), ban);
    changed.add(ban.scope());
    tell(new Change.Ban(ban.scope(), ban.untilMillis()));
    notifyAll();
  }

  /** Ends exactly this ban and gives it, or null when there was none. */
  synchronized @Nullable Ban lift(Prefix scope) {
    changed.add(scope);
    tell(new Change.Lift(scope));
    notifyAll();
    return bans.remove(scope);
  }

  private void tell(Change change) {
    followers.forEach(lane -> lane.submit(List.of(change)));
  }

  /** Tells this lane all there is, and from now on every change. */
  synchronized void follow(EnforcerLane lane) {
    followers.add(lane);
    tellAll(lane);
  }

  /** Tells one follower all there is, when it may have lost what it had. */
  synchronized void tellAll(EnforcerLane lane) {
    lane.restore(
        bans.values().stream().map(b -> new Change.Ban(b.scope(), b.untilMillis())).toList());
  }

  /** The bans still running at this time, oldest first; forgets those that have ended. */
  synchronized List<Ban> running(long nowMillis) {
    bans.values().removeIf(ban -> !ban.inForce(nowMillis));
    return List.copyOf(bans.values());
  }

  /** Makes the next news be everything, when the enforcer may have lost what it had. */
  synchronized void tellAll() {
    all = true;
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
    Set<Prefix> news = all ? bans.keySet() : changed;
    List<Change> changes = new ArrayList<>(news.size());
    for (Prefix scope : news) {
      Ban ban = bans.get(scope);
      changes.add(ban == null ? new Change.Lift(scope) : new Change.Ban(scope, ban.untilMillis()));
    }
    News taken = new News(all, changes);
    all = false;
    changed = new LinkedHashSet<>();
    return taken;
  }
}
