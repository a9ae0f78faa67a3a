package org.redoubt.daemon;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.ConnectionCutter;
import org.redoubt.enforce.Enforcer;
import org.redoubt.enforce.EnforcerGroup;
import org.redoubt.enforce.EnforcerLane;
import org.redoubt.enforce.Enforcers;
import org.redoubt.enforce.Enforcers.Missing;
import org.redoubt.enforce.NftablesEnforcer;
import org.redoubt.enforce.WatchEnforcer;

/**
 * What enforces besides the firewall, each on a lane of its own: says when one breaks and when it
 * works again.
 */
final class Lanes implements AutoCloseable, EnforcerLane.Listener {
  private final Wanted wanted;
  private final List<EnforcerLane> followers = new ArrayList<>();
  private final Enforcer first;
  private final @Nullable Enforcer firewall;
  private final @Nullable ConnectionCutter cutter;
  private final @Nullable EnforcerLane cutting;
  private final List<Missing> missing;

  private Lanes(Enforcers enforcers, Wanted wanted, InstantSource clock) {
    this.wanted = wanted;
    firewall = enforcers.firewall();
    cutter = enforcers.cutter();
    missing = enforcers.missing();
    cutting = cutter == null ? null : EnforcerLane.start(cutter, clock::millis, this);
    first =
        firewall == null
            ? nobody()
            : new EnforcerGroup(firewall, cutting == null ? List.of() : List.of(cutting));
    for (Enforcer follower : enforcers.followers()) {
      followers.add(EnforcerLane.start(follower, clock::millis, this));
    }
  }

  /** Has the followers do what is wanted, now and from now on; none in watch mode. */
  static Lanes start(Mode mode, Wanted wanted, InstantSource clock) {
    Enforcers enforcers =
        switch (mode) {
          case Mode.Enforcing enforcing -> enforcing.enforcers();
          case Mode.Watching w -> new Enforcers(null, null, List.of(), List.of());
        };
    Lanes lanes = new Lanes(enforcers, wanted, clock);
    lanes.followers.forEach(wanted::follow);
    return lanes;
  }

  private static Enforcer nobody() {
    return new WatchEnforcer(line -> {});
  }

  /** The firewall, with the end of open connections after it; one that does nothing without. */
  Enforcer first() {
    return first;
  }

  /**
   * @param problem what hinders the firewall, or null
   */
  List<EnforcerState> states(@Nullable String problem) {
    List<EnforcerState> states = new ArrayList<>();
    if (firewall != null) {
      states.add(EnforcerState.of(firewall.name(), problem, 0));
    }
    if (cutter != null && cutting != null) {
      states.add(EnforcerState.of(cutting).or(cutter.cut() + " ended"));
    }
    followers.forEach(lane -> states.add(EnforcerState.of(lane)));
    for (Missing one : missing) {
      states.add(new EnforcerState(one.name(), EnforcerState.State.MISSING, one.reason(), 0));
    }
    return states;
  }

  /** What hinders one of the followers now, or null. */
  @Nullable String problem() {
    return followers.stream()
        .map(lane -> lane.problem() == null ? null : lane.name() + ": " + lane.problem())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void broken(Enforcer enforcer, IOException reason) {
    LogLines.LOG.warning(enforcer.name() + " does not work, trying again: " + reason.getMessage());
  }

  @Override
  public void mended(Enforcer enforcer) {
    LogLines.LOG.info(enforcer.name() + " works again");
    followers.stream().filter(lane -> lane.dropped() > 0).forEach(wanted::tellAll);
  }

  /** Has all write everything that they should hold, but for what can be compared. */
  void writeAnew() {
    if (!(firewall instanceof NftablesEnforcer)) {
      wanted.tellAll();
    }
    followers.forEach(wanted::tellAll);
  }

  /** Ends each after what is pending for it. */
  @Override
  public void close() throws IOException {
    for (EnforcerLane lane : followers) {
      lane.close();
    }
  }
}
