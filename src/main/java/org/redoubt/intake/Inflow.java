package org.redoubt.intake;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;

/** What came in by one way, and who was turned away; from any thread. */
final class Inflow {
  private final String input;
  private final InstantSource clock;
  private final AtomicLong readBytes = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private volatile long lastGrowthMillis;
  private volatile @Nullable Address lastRefused;

  Inflow(String input, InstantSource clock) {
    this.input = input;
    this.clock = clock;
    this.lastGrowthMillis = clock.millis();
  }

  void grew(long bytes) {
    readBytes.addAndGet(bytes);
    lastGrowthMillis = clock.millis();
  }

  /** Somebody sent who may not. */
  void refused(Address sender) {
    refused.incrementAndGet();
    lastRefused = sender;
  }

  /** Something ended in its middle, or was not what is taken here. */
  void broke() {
    broken.incrementAndGet();
  }

  long refused() {
    return refused.get();
  }

  long broken() {
    return broken.get();
  }

  InputState state() {
    return new InputState(input, readBytes.get(), lastGrowthMillis, problem());
  }

  private @Nullable String problem() {
    if (lastRefused == null) {
      return null;
    }
    return refused
        + " times somebody sent who is not among the senders, last "
        + lastRefused
        + "; name him there if he is yours";
  }
}
