package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.Enforcer;
import org.redoubt.enforce.Mendable;
import org.redoubt.enforce.Mending;
import org.redoubt.enforce.NftablesEnforcer;
import org.redoubt.enforce.Reconciler;
import tools.jackson.core.JsonGenerator;

/**
 * Watches over the kernel's state: says what was found and mended when the kernel did not hold what
 * is wanted, and remembers when they were last compared. nftables tells of changes; the sets of
 * ipset are looked at often. Safe for threads.
 */
final class Guardian implements Reconciler.Listener, Closeable {
  private static final Duration INTERVAL = Duration.ofHours(1);

  private static final Duration OFTEN = Duration.ofSeconds(15);

  private final @Nullable Enforcer firewall;
  private final InstantSource clock;
  private @Nullable Reconciler reconciler;
  private long comparedMillis;
  private long comparisons;
  private long mendings;
  private long mendedMillis;
  private @Nullable Mending last;
  private @Nullable String problem;

  private Guardian(@Nullable Enforcer firewall, InstantSource clock) {
    this.firewall = firewall;
    this.clock = clock;
  }

  /** Begins to compare; does nothing where no firewall enforces. */
  static Guardian start(Mode mode, InstantSource clock) {
    Guardian guardian = new Guardian(mode.firewall(), clock);
    guardian.begin();
    return guardian;
  }

  private synchronized void begin() {
    if (firewall instanceof NftablesEnforcer nftables) {
      reconciler = Reconciler.start(nftables, INTERVAL, clock::millis, this);
    } else if (firewall instanceof Mendable mendable) {
      reconciler = Reconciler.atIntervals(mendable, OFTEN, clock::millis, this);
    }
  }

  /** Compares now and mends; null where not every ban can be compared. */
  @Nullable Mending mend() throws IOException {
    if (!(firewall instanceof NftablesEnforcer nftables)) {
      return null;
    }
    Mending mending = nftables.mend(clock.millis());
    if (mending.isNothing()) {
      asWanted();
    } else {
      mended(mending);
    }
    return mending;
  }

  @Override
  public synchronized void asWanted() {
    compared();
  }

  @Override
  public synchronized void mended(Mending mending) {
    compared();
    mendings++;
    mendedMillis = comparedMillis;
    last = mending;
    LogLines.LOG.warning("the firewall was not as wanted, mended: " + mending);
  }

  private void compared() {
    problem = null;
    comparisons++;
    comparedMillis = clock.millis();
  }

  @Override
  public synchronized void failed(IOException reason) {
    String told = "the firewall could not be compared: " + reason.getMessage();
    if (!told.equals(problem)) {
      LogLines.LOG.warning(told);
    }
    problem = told;
  }

  /** What hinders the comparison now, or null. */
  synchronized @Nullable String problem() {
    return problem;
  }

  /** For the status command; nothing where there is nothing to compare. */
  synchronized void write(JsonGenerator out) {
    if (firewall == null) {
      return;
    }
    out.writeObjectPropertyStart("kernel");
    out.writeBooleanProperty("as-wanted", comparisons > 0 && problem == null);
    out.writeNumberProperty("comparisons", comparisons);
    out.writeNumberProperty("mendings", mendings);
    if (comparisons > 0) {
      Json.time(out, "compared", comparedMillis);
    }
    if (last != null) {
      Json.time(out, "mended", mendedMillis);
      Json.text(out, "mending", last);
    }
    Json.text(out, "problem", problem);
    out.writeEndObject();
  }

  @Override
  public synchronized void close() {
    if (reconciler != null) {
      reconciler.close();
    }
  }
}
