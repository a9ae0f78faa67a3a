package org.redoubt.repute;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.redoubt.detect.Hearsay;
import org.redoubt.net.Address;

/** All that others say of addresses. Safe for threads. */
public final class Repute implements Hearsay, AutoCloseable {
  private final Lists lists;
  private final Zones zones;

  private Repute(Lists lists, Zones zones) {
    this.lists = lists;
    this.zones = zones;
  }

  /**
   * Begins to listen; lists of an earlier run hold when this returns.
   *
   * @param folder where copies of lists are kept
   */
  public static Repute start(
      ReputeSettings settings, Path folder, Lists.Listener listener, InstantSource clock)
      throws IOException {
    Zones zones = Zones.start(settings, clock);
    return new Repute(Lists.start(settings, folder, listener, clock), zones);
  }

  public Lists lists() {
    return lists;
  }

  public Zones zones() {
    return zones;
  }

  @Override
  public Saying of(Address source) {
    Saying listed = lists.of(source);
    Saying looked = zones.of(source);
    if (looked.by().isEmpty()) {
      return listed;
    }
    return listed.by().isEmpty()
        ? looked
        : new Saying(listed.nats() + looked.nats(), listed.by() + ", " + looked.by());
  }

  @Override
  public void close() {
    lists.close();
    zones.close();
  }
}
