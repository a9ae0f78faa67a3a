package org.redoubt.daemon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.redoubt.audit.AuditException;
import org.redoubt.audit.AuditSettings;
import org.redoubt.audit.AuditStore;

/**
 * Makes the store forget what is too old or too much, a little at a time, gives memory back that a
 * burst has taken (the collector never does that on its own), and says once an hour what is wrong.
 */
final class Housekeeping implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final int PAUSES_AN_HOUR = 6;
  private static final Duration SHORT_PAUSE = Duration.ofSeconds(1);

  private final AuditStore store;
  private final AuditSettings settings;
  private final Supplier<List<String>> hints;
  private final Runnable save;
  private final InstantSource clock;
  private final Thread thread;

  private Housekeeping(
      AuditStore store,
      AuditSettings settings,
      Supplier<List<String>> hints,
      Runnable save,
      InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.hints = hints;
    this.save = save;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
  }

  /**
   * @param hints what an admin should look after; logged once an hour
   * @param save keeps what was learned
   */
  static Housekeeping start(
      AuditStore store,
      AuditSettings settings,
      Supplier<List<String>> hints,
      Runnable save,
      InstantSource clock) {
    Housekeeping housekeeping = new Housekeeping(store, settings, hints, save, clock);
    housekeeping.thread.start();
    return housekeeping;
  }

  private void run() {
    try {
      for (int pauses = 1; true; pauses++) {
        while (forgotSome()) {
          Thread.sleep(SHORT_PAUSE);
        }
        System.gc();
        Thread.sleep(PAUSE);
        save.run();
        if (pauses % PAUSES_AN_HOUR == 0) {
          hints.get().forEach(LogLines.LOG::warning);
        }
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
