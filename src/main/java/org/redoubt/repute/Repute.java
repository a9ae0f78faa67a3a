package org.redoubt.repute;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.redoubt.detect.Hearsay;
import org.redoubt.net.Address;

/** All that others say of addresses. Safe for threads. */
public final class Repute implements Hearsay, AutoCloseable {
  private final Lists lists;
  private final Zones zones;
  private final RenewedOrigins origins;

  private Repute(Lists lists, Zones zones, RenewedOrigins origins) {
    this.lists = lists;
    this.zones = zones;
    this.origins = origins;
  }

  /**
   * Begins to listen; lists of an earlier run hold when this returns.
   *
   * @param folder where copies of lists are kept
   */
  public static Repute start(
      ReputeSettings settings, Path folder, Lists.Listener listener, InstantSource clock)
      throws IOException {
    Lists lists = Lists.start(settings, folder, listener, clock);
    Zones zones = Zones.start(settings, clock);
    return new Repute(lists, zones, new RenewedOrigins(settings, clock));
  }

  public Lists lists() {
    return lists;
  }

  public Zones zones() {
    return zones;
  }

  /** Countries and owners, by the files that are there now. */
  public Origins origins() {
    return origins.now();
  }

  /** Why a file of countries or owners cannot be used, or null; the one before holds on. */
  public @Nullable String originsProblem() {
    return origins.problem();
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
