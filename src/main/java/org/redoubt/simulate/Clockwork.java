package org.redoubt.simulate;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** A program that makes an attempt at steady intervals, give or take a little. */
final class Clockwork implements Actor {
  private final LongFunction<Attempt> each;
  private final Chance chance;
  private final long leastMillis;
  private final long mostMillis;
  private final long endMillis;
  private long atMillis;

  Clockwork(
      long startMillis,
      long endMillis,
      long leastMillis,
      long mostMillis,
      Chance chance,
      LongFunction<Attempt> each) {
    this.atMillis = startMillis;
    this.endMillis = endMillis;
    this.leastMillis = leastMillis;
    this.mostMillis = mostMillis;
    this.chance = chance;
    this.each = each;
  }

  @Override
  public @Nullable Attempt next() {
    if (atMillis >= endMillis) {
      return null;
    }
    Attempt attempt = each.apply(atMillis);
    atMillis += chance.between(leastMillis, mostMillis + 1);
    return attempt;
  }
}
