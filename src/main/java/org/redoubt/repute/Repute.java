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
  private final Origins origins;
  private final @Nullable String originsProblem;

  private Repute(Lists lists, Zones zones, Origins origins, @Nullable String originsProblem) {
    this.lists = lists;
    this.zones = zones;
    this.origins = origins;
    this.originsProblem = originsProblem;
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
    try {
      return new Repute(lists, zones, Origins.open(settings), null);
    } catch (IOException e) {
      return new Repute(lists, zones, Origins.NONE, e.getMessage());
    }
  }

  public Lists lists() {
    return lists;
  }

  public Zones zones() {
    return zones;
  }

  public Origins origins() {
    return origins;
  }

  /** Why nothing is known of countries and owners though there are files of them, or null. */
  public @Nullable String originsProblem() {
    return originsProblem;
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
    origins.close();
  }
}
