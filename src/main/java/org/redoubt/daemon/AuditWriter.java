package org.redoubt.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditException;
import org.redoubt.audit.Batch;
import org.redoubt.audit.KeptEvent;
import org.redoubt.audit.KnownLogin;
import org.redoubt.decide.Decision;
import org.redoubt.intake.Position;

/**
 * Writes what was seen and decided to the store, on a thread of its own, in the order it came: a
 * position is never stored before the events in front of it. Who has more to write than the disk
 * takes has to wait; but a store that fails stops nobody: then events are dropped and counted,
 * while decisions and positions wait for better times.
 */
final class AuditWriter implements AutoCloseable {
  private static final int QUEUE = 8192;
  private static final int BATCH = 512;
  private static final int MOST_WAITING_DECISIONS = 10_000;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Consumer<Batch> store;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
  private final List<KeptEvent> events = new ArrayList<>();
  private final List<KnownLogin> logins = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Map<String, Position> positions = new LinkedHashMap<>();
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable String problem;
  private final AtomicLong droppedEvents = new AtomicLong();
  private long triedNanos;

  /** Something to store. */
  sealed interface Entry {
    record Event(KeptEvent event) implements Entry {}

    record LoggedIn(KnownLogin login) implements Entry {}

    record Decided(Decision decision) implements Entry {}

    record ReadTo(Position position) implements Entry {}

    /** Nothing to store; wakes the writer when it shall end. */
    record Nothing() implements Entry {}
  }

  private AuditWriter(Consumer<Batch> store) {
    this.store = store;
    this.thread = Thread.ofPlatform().name("audit").unstarted(this::run);
  }

  /**
   * @param store stores a batch whole or throws {@link AuditException}
   */
  static AuditWriter start(Consumer<Batch> store) {
    AuditWriter writer = new AuditWriter(store);
    writer.thread.start();
    return writer;
  }

  /** Queues entries; waits while the queue is full. */
  void put(List<Entry> entries) throws InterruptedException {
    for (Entry entry : entries) {
      queue.put(entry);
    }
  }

  /** What hinders storing now, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** Events that were not stored because the store failed. */
  long droppedEvents() {
    return droppedEvents.get();
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        collect();
        if (problem == null || closing || System.nanoTime() - triedNanos > PAUSE.toNanos()) {
          write();
        } else {
          dropEvents();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void collect() throws InterruptedException {
    Entry first = queue.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return;
    }
    List<Entry> entries = new ArrayList<>();
    entries.add(first);
    queue.drainTo(entries, BATCH - 1);
    entries.forEach(this::take);
  }

  private void take(Entry entry) {
    switch (entry) {
      case Entry.Event(KeptEvent event) -> events.add(event);
      case Entry.LoggedIn(KnownLogin login) -> logins.add(login);
      case Entry.Decided(Decision decision) -> {
        if (decisions.size() < MOST_WAITING_DECISIONS) {
          decisions.add(decision);
        }
      }
      case Entry.ReadTo(Position position) -> positions.put(position.input(), position);
      case Entry.Nothing n -> {}
    }
  }

  private void write() {
    Batch batch = new Batch();
    events.forEach(batch::add);
    decisions.forEach(batch::add);
    logins.forEach(batch::add);
    positions.values().forEach(p -> batch.position(p.input(), p.mark()));
    triedNanos = System.nanoTime();
    try {
      store.accept(batch);
      wentWell();
    } catch (AuditException e) {
      wentWrong(e);
    }
  }

  private void wentWell() {
    if (problem != null) {
      LogLines.LOG.info("storing works again; events not stored: " + droppedEvents);
    }
    problem = null;
    events.clear();
    logins.clear();
    decisions.clear();
    positions.clear();
  }

  private void wentWrong(AuditException e) {
    if (problem == null) {
      LogLines.LOG.severe("nothing can be stored, bans go on: " + e.getMessage());
    }
    problem = String.valueOf(e.getMessage());
    dropEvents();
  }

  private void dropEvents() {
    droppedEvents.addAndGet(events.size());
    events.clear();
    logins.clear();
  }

  /** Ends when everything queued is written. */
  @Override
  public void close() {
    closing = true;
    queue.offer(new Entry.Nothing());
    try {
      thread.join(Duration.ofSeconds(30));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
