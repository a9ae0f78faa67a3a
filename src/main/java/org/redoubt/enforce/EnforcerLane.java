package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * One enforcer on a thread of its own, so that a broken or slow one holds up nobody. What is
 * pending is kept by prefix, the last change of each, so that an outage costs memory in proportion
 * to the prefixes and not to the changes; beyond {@value #MOST} the oldest is dropped and told.
 * What failed is tried again, at growing intervals. Every second the enforcer is called anyway, for
 * ends of bans.
 */
public final class EnforcerLane implements Closeable {
  static final int MOST = 200_000;
  private static final long TICK_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 300_000;

  private final Enforcer enforcer;
  private final LongSupplier nowMillis;
  private final Listener listener;
  private final Thread thread;
  private Map<Prefix, Change> pending = new LinkedHashMap<>();
  private @Nullable List<Change.Ban> restore;
  private long dropped;
  private boolean closed;
  private @Nullable String problem;
  private long pauseMillis = TICK_MILLIS;

  /** Is told on the lane's thread when the enforcer breaks and when it works again. */
  public interface Listener {
    /** It failed for the first time since it worked. */
    void broken(Enforcer enforcer, IOException reason);

    /** It works again. */
    void mended(Enforcer enforcer);
  }

  private EnforcerLane(Enforcer enforcer, LongSupplier nowMillis, Listener listener) {
    this.enforcer = enforcer;
    this.nowMillis = nowMillis;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("enforce " + enforcer.name()).unstarted(this::run);
  }

  /**
   * Starts; the lane closes the enforcer when it is closed.
   *
   * @param nowMillis the clock, in milliseconds since 1970
   */
  public static EnforcerLane start(Enforcer enforcer, LongSupplier nowMillis, Listener listener) {
    EnforcerLane lane = new EnforcerLane(enforcer, nowMillis, listener);
    lane.thread.start();
    return lane;
  }

  /** The enforcer's word for itself. */
  public String name() {
    return enforcer.name();
  }

  /** Has the changes made soon. */
  public synchronized void submit(Collection<? extends Change> changes) {
    changes.forEach(this::enqueue);
    notifyAll();
  }

  /** Has exactly these bans put in force soon, in place of all that is pending. */
  public synchronized void restore(Collection<Change.Ban> bans) {
    restore = List.copyOf(bans);
    pending.clear();
    notifyAll();
  }

  private void enqueue(Change change) {
    pending.remove(change.prefix());
    pending.put(change.prefix(), change);
    if (pending.size() > MOST) {
      Iterator<Change> oldest = pending.values().iterator();
      oldest.next();
      oldest.remove();
      dropped++;
    }
  }

  /** What hinders the enforcer now, or null. */
  public synchronized @Nullable String problem() {
    return problem;
  }

  /** Changes that wait to be made. */
  public synchronized int pending() {
    return pending.size() + (restore == null ? 0 : restore.size());
  }

  /** Changes given up because too many waited; only a restore makes up for them. */
  public synchronized long dropped() {
    return dropped;
  }

  private void run() {
    try {
      while (waitForWork()) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until there is something to do, or a second has gone; after a failure, for its pause. */
  private synchronized boolean waitForWork() throws InterruptedException {
    long end = System.nanoTime() + pauseMillis * 1_000_000;
    boolean broken = problem != null;
    while (!closed && (broken || pending.isEmpty() && restore == null)) {
      long restMillis = (end - System.nanoTime() + 999_999) / 1_000_000;
      if (restMillis <= 0) {
        break;
      }
      wait(restMillis);
    }
    return !closed || !broken && (!pending.isEmpty() || restore != null);
  }

  private void step() {
    List<Change.Ban> all;
    List<Change> changes;
    synchronized (this) {
      all = restore;
      changes = new ArrayList<>(pending.values());
      restore = null;
      pending = new LinkedHashMap<>();
    }
    try {
      if (all != null) {
        enforcer.restore(all, nowMillis.getAsLong());
        all = null;
      }
      enforcer.apply(changes, nowMillis.getAsLong());
      wentWell();
    } catch (IOException | RuntimeException e) {
      putBack(all, changes);
      wentWrong(e instanceof IOException reason ? reason : new IOException(e));
    }
  }

  private synchronized void putBack(@Nullable List<Change.Ban> all, List<Change> changes) {
    if (restore != null) {
      return;
    }
    restore = all;
    List<Change> newer = new ArrayList<>(pending.values());
    pending.clear();
    changes.forEach(this::enqueue);
    newer.forEach(this::enqueue);
  }

  private void wentWell() {
    boolean wasBroken;
    synchronized (this) {
      wasBroken = problem != null;
      problem = null;
      pauseMillis = TICK_MILLIS;
    }
    if (wasBroken) {
      listener.mended(enforcer);
    }
  }

  private void wentWrong(IOException reason) {
    boolean first;
    synchronized (this) {
      first = problem == null;
      problem = String.valueOf(reason.getMessage());
      pauseMillis = first ? TICK_MILLIS : Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
    }
    if (first) {
      listener.broken(enforcer, reason);
    }
  }

  /** Ends after what is pending, if the enforcer works; what is in force stays. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    enforcer.close();
  }
}
