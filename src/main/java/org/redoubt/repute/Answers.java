package org.redoubt.repute;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;

/** What zones have answered, as long as it may be remembered; the oldest goes first. */
final class Answers {
  private static final long LEAST_MILLIS = 60_000;
  private static final long MOST_MILLIS = 86_400_000;
  private static final long MOST_NEGATIVE_MILLIS = 3_600_000;
  private static final long FAILURE_MILLIS = 60_000;

  private final Map<Key, Known> entries;

  private record Key(Address address, int zone) {}

  private record Known(Zone.Verdict verdict, long untilMillis) {}

  Answers(int most) {
    entries =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > most;
          }
        };
  }

  synchronized void put(
      Address address, int zone, Zone.Verdict verdict, DnsReply reply, long nowMillis) {
    long millis =
        switch (reply) {
          case DnsReply.Found found -> lasts(found.seconds(), MOST_MILLIS);
          case DnsReply.Nothing nothing -> lasts(nothing.seconds(), MOST_NEGATIVE_MILLIS);
          case DnsReply.Failed f -> FAILURE_MILLIS;
        };
    Key key = new Key(address, zone);
    entries.remove(key);
    entries.put(key, new Known(verdict, nowMillis + millis));
  }

  private static long lasts(long seconds, long mostMillis) {
    return Math.clamp(Math.min(seconds, MOST_MILLIS / 1000) * 1000, LEAST_MILLIS, mostMillis);
  }

  /** What the zone said, or null when it must be asked. */
  synchronized Zone.@Nullable Verdict get(Address address, int zone, long nowMillis) {
    Known known = entries.get(new Key(address, zone));
    return known == null || known.untilMillis() <= nowMillis ? null : known.verdict();
  }

  synchronized int size() {
    return entries.size();
  }
}
