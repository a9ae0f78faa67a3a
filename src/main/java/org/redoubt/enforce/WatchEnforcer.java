package org.redoubt.enforce;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Watch mode: tells what would have been done and does nothing. */
public final class WatchEnforcer implements Enforcer {
  private final Consumer<String> tell;

  /**
   * @param tell takes one line for each change
   */
  public WatchEnforcer(Consumer<String> tell) {
    this.tell = tell;
  }

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public void apply(List<Change> changes, long nowMillis) {
    for (Change change : changes) {
      tell.accept(
          switch (change) {
            case Change.Ban ban -> "would ban " + ban.prefix() + rest(ban, nowMillis);
            case Change.Lift lift -> "would lift " + lift.prefix();
          });
    }
  }

  private static String rest(Change.Ban ban, long nowMillis) {
    return ban.untilMillis() == Change.FOREVER
        ? " for ever"
        : " for " + Math.max(0, (ban.untilMillis() - nowMillis + 999) / 1000) + " s";
  }

  @Override
  public void restore(Collection<Change.Ban> wanted, long nowMillis) {
    if (!wanted.isEmpty()) {
      tell.accept("would ban " + wanted.size() + " prefixes from before");
    }
  }

  @Override
  public void flush() {
    tell.accept("would lift everything");
  }

  @Override
  public void close() {}
}
