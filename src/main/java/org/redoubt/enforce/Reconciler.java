package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps the kernel at what is wanted: compares when it starts, when somebody else has changed our
 * table of nftables, and at intervals, and mends. Two daemon threads: one hears the kernel, one
 * compares, so that hearing is never held up.
 */
public final class Reconciler implements Closeable {
  private static final Duration BETWEEN_FAILURES = Duration.ofMillis(200);

  /** The bit of NFNLGRP_NFTABLES (linux/netfilter/nfnetlink.h). */
  private static final int ANNOUNCEMENTS = 1 << 7 - 1;

  private final Mendable firewall;
  private final Duration interval;
  private final LongSupplier nowMillis;
  private final Listener listener;
  private final Semaphore due = new Semaphore(1);
  private final AtomicLong comparisons = new AtomicLong();
  private volatile boolean closed;

  /** Is told what happened, on a thread of the reconciler. */
  public interface Listener {
    /** A comparison has found everything as wanted. */
    default void asWanted() {}

    /** Something was not as wanted and has been put right. */
    void mended(Mending mending);

    /** A comparison, or hearing the kernel, has failed; it is tried again. */
    void failed(IOException reason);
  }

  private Reconciler(
      Mendable firewall, Duration interval, LongSupplier nowMillis, Listener listener) {
    this.firewall = firewall;
    this.interval = interval;
    this.nowMillis = nowMillis;
    this.listener = listener;
  }

  /** Starts to compare at intervals alone, where nothing tells of changes. */
  public static Reconciler atIntervals(
      Mendable firewall, Duration interval, LongSupplier nowMillis, Listener listener) {
    Reconciler made = new Reconciler(firewall, interval, nowMillis, listener);
    Thread.ofPlatform().daemon().name("reconciler").start(made::work);
    return made;
  }

  /**
   * Starts; the enforcer must have been restored.
   *
   * @param interval the longest time between two comparisons
   * @param nowMillis the clock, in milliseconds since 1970
   */
  public static Reconciler start(
      NftablesEnforcer enforcer, Duration interval, LongSupplier nowMillis, Listener listener) {
    Reconciler made = new Reconciler(enforcer, interval, nowMillis, listener);
    try {
      Netlink events = new Netlink(Netlink.NETFILTER, ANNOUNCEMENTS);
      Thread.ofPlatform().daemon().name("kernel-events").start(() -> made.hear(enforcer, events));
    } catch (IOException e) {
      listener.failed(e);
    }
    Thread.ofPlatform().daemon().name("reconciler").start(made::work);
    return made;
  }

  /** Compares soon. */
  public void compareSoon() {
    if (due.availablePermits() == 0) {
      due.release();
    }
  }

  /** How often the kernel has been compared with what is wanted. */
  public long comparisons() {
    return comparisons.get();
  }

  private void hear(NftablesEnforcer enforcer, Netlink events) {
    Transactions transactions = new Transactions(enforcer::isOurs);
    try (events) {
      while (!closed) {
        try {
          changed(enforcer, transactions.changedByOthers(events.receive()));
        } catch (Netlink.Lost e) {
          changed(enforcer, Shape.TABLES);
        }
      }
    } catch (IOException e) {
      listener.failed(e);
    }
  }

  private void changed(NftablesEnforcer enforcer, Set<String> tables) {
    if (tables.contains(Shape.ADMISSION)) {
      enforcer.doubtAdmission();
    }
    if (!tables.isEmpty()) {
      compareSoon();
    }
  }

  private void work() {
    try {
      while (!closed) {
        boolean _ = due.tryAcquire(interval.toMillis(), TimeUnit.MILLISECONDS);
        if (!closed) {
          compare();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void compare() throws InterruptedException {
    try {
      Mending mending = firewall.mend(nowMillis.getAsLong());
      comparisons.incrementAndGet();
      if (mending.isNothing()) {
        listener.asWanted();
      } else {
        listener.mended(mending);
      }
    } catch (IOException e) {
      listener.failed(e);
      Thread.sleep(BETWEEN_FAILURES);
      compareSoon();
    }
  }

  /** Stops comparing; what is in force stays. */
  @Override
  public void close() {
    closed = true;
    compareSoon();
  }
}
