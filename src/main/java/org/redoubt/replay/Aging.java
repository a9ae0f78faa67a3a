package org.redoubt.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;

/** What is remembered of each source until its time is over. */
final class Aging<V> {
  private static final int PURGE_AT = 10_000;
  private final Map<Address, V> values = new HashMap<>();
  private final ToLongFunction<V> untilMillis;
  private int purgeAt = PURGE_AT;

  Aging(ToLongFunction<V> untilMillis) {
    this.untilMillis = untilMillis;
  }

  /** What is still remembered at this time. */
  @Nullable V get(Address source, long atMillis) {
    if (values.size() > purgeAt) {
      values.values().removeIf(value -> untilMillis.applyAsLong(value) <= atMillis);
      purgeAt = Math.max(PURGE_AT, 2 * values.size());
    }
    V value = values.get(source);
    return value == null || untilMillis.applyAsLong(value) <= atMillis ? null : value;
  }

  void put(Address source, V value) {
    values.put(source, value);
  }

  void remove(Address source) {
    values.remove(source);
  }
}
