package org.redoubt.daemon;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.Change;
import org.redoubt.enforce.Enforcer;

/**
 * Makes the enforcer do what is wanted, on a thread of its own: all that is pending is one batch,
 * one transaction. After a failure everything is put in force anew, at growing intervals.
 */
final class Enforcement implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 250;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;

  private final Enforcer enforcer;
  private final Wanted wanted;
  private final InstantSource clock;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable String problem;
  private long pauseMillis;

  private Enforcement(Enforcer enforcer, Wanted wanted, InstantSource clock) {
    this.enforcer = enforcer;
    this.wanted = wanted;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("enforce").unstarted(this::run);
  }

  /** Puts in force what is wanted already, and from then on what will be. */
  static Enforcement start(Enforcer enforcer, Wanted wanted, InstantSource clock)
      throws InterruptedException {
    Enforcement enforcement = new Enforcement(enforcer, wanted, clock);
    enforcement.step();
    enforcement.thread.start();
    return enforcement;
  }

  /** What hinders enforcement now, or null. */
  @Nullable String problem() {
    return problem;
  }

  private void run() {
    try {
      while (!closing.await(pauseMillis, TimeUnit.MILLISECONDS)) {
        step();
      }
      step();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    Wanted.News news = wanted.take();
    try {
      follow(news);
      wentWell();
    } catch (IOException e) {
      wanted.tellAll();
      wentWrong(e);
    }
  }

  private void follow(Wanted.News news) throws IOException {
    if (news.all()) {
      List<Change.Ban> bans = news.changes().stream().map(Change.Ban.class::cast).toList();
      enforcer.restore(bans, clock.millis());
    } else if (!news.changes().isEmpty()) {
      enforcer.apply(news.changes(), clock.millis());
    }
  }

  private void wentWell() {
    if (problem != null) {
      LogLines.LOG.info(enforcer.name() + " works again; every ban is in force");
    }
    problem = null;
    pauseMillis = 0;
  }

  private void wentWrong(IOException e) {
    pauseMillis = Math.clamp(pauseMillis * 2, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    if (problem == null) {
      LogLines.LOG.log(Level.SEVERE, "bans cannot be enforced, trying again: " + e.getMessage());
    }
    problem = String.valueOf(e.getMessage());
  }

  /** Ends after what is pending; what is in force stays in force. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    wanted.end();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    enforcer.close();
  }
}
