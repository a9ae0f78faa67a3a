package org.redoubt.simulate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.net.Address;

/** Goes through a sorted list of names from one address until it is turned away from there. */
final class Rotator implements Actor {
  private static final int REFUSALS = 5;
  private static final long REST_MILLIS = 30 * 60_000;
  private static final long MOST_MILLIS = 3 * Place.DAY;
  private final Raid raid;
  private final List<Account> names;
  private final long stepMillis;
  private Address source;
  private long atMillis;
  private int position;
  private int refusals;

  Rotator(Raid raid, List<Account> names, long stepMillis) {
    this.raid = raid;
    this.names = names;
    this.stepMillis = stepMillis;
    source = raid.anywhere();
    atMillis = raid.startMillis();
  }

  @Override
  public @Nullable Attempt next() {
    if (position >= names.size() || atMillis >= raid.startMillis() + MOST_MILLIS) {
      return null;
    }
    return raid.attempt(atMillis, new Raid.Guess(source, names.get(position), "g0"));
  }

  @Override
  public void answered(Attempt attempt, Answer answer) {
    atMillis += stepMillis;
    if (!answer.isHeldBack()) {
      position++;
      return;
    }
    refusals++;
    if (refusals == REFUSALS) {
      refusals = 0;
      source = raid.anywhere();
      atMillis += REST_MILLIS;
    }
  }
}
