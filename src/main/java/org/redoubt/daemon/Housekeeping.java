package org.redoubt.daemon;

import java.time.Duration;
import java.time.InstantSource;
import org.redoubt.audit.AuditException;
import org.redoubt.audit.AuditSettings;
import org.redoubt.audit.AuditStore;

/**
 * Makes the store forget what is too old or too much, a little at a time, and gives memory back
 * that a burst has taken: the collector never does that on its own.
 */
final class Housekeeping implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

  private final AuditStore store;
  private final AuditSettings settings;
  private final InstantSource clock;
  private final Thread thread;

  private Housekeeping(AuditStore store, AuditSettings settings, InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
  }

  static Housekeeping start(AuditStore store, AuditSettings settings, InstantSource clock) {
    Housekeeping housekeeping = new Housekeeping(store, settings, clock);
    housekeeping.thread.start();
    return housekeeping;
  }

  private void run() {
    try {
      while (true) {
        while (forgotSome()) {
          Thread.sleep(SHORT_PAUSE);
        }
        System.gc();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean forgotSome() {
    try {
      return store.forget(settings, clock.millis()) > 0;
    } catch (AuditException e) {
      LogLines.LOG.warning("the store cannot be tidied: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
