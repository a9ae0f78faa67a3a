package org.redoubt.replay;

import org.redoubt.net.Address;

/**
 * CrowdSec with the only official scenario for Dovecot, {@code crowdsecurity/dovecot-spam}: a leaky
 * bucket per address with room for 3 failures that loses one every 360 s; the one too many bans for
 * 4 hours ({@code profiles.yaml}), and the bucket is deaf for 5 minutes. Read at hub commit
 * b03cb59.
 */
final class CrowdSec extends LogFollower {
  private static final double CAPACITY = 3;
  private static final double LEAK_MILLIS = 360_000;
  private static final long DEAF_MILLIS = 5 * 60_000;
  private static final long BAN_MILLIS = 4 * 60 * 60_000;
  private final Aging<Bucket> buckets = new Aging<>(Bucket::emptyMillis);

  private static final class Bucket {
    private double level;
    private long atMillis;
    private long deafUntilMillis;

    private long emptyMillis() {
      return Math.max(deafUntilMillis, atMillis + (long) (level * LEAK_MILLIS) + 1);
    }

    private void leak(long now) {
      level = Math.max(0, level - (now - atMillis) / LEAK_MILLIS);
      atMillis = now;
    }
  }

  CrowdSec(Journal journal) {
    super(journal);
  }

  @Override
  void failed(Address source, long atMillis) {
    Bucket bucket = buckets.get(source, atMillis);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.atMillis = atMillis;
      buckets.put(source, bucket);
    }
    if (atMillis < bucket.deafUntilMillis) {
      return;
    }
    bucket.leak(atMillis);
    if (bucket.level + 1 <= CAPACITY) {
      bucket.level++;
      return;
    }
    bucket.level = 0;
    bucket.deafUntilMillis = atMillis + DEAF_MILLIS;
    ban(source, atMillis, BAN_MILLIS);
  }
}
