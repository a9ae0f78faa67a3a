package org.redoubt.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditException;
import org.redoubt.audit.AuditStore;
import org.redoubt.decide.Decision;
import org.redoubt.enforce.DenyFile;
import org.redoubt.enforce.LockSettings;
import org.redoubt.event.Account;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The accounts that nobody may log in to for now: kept in the store, and written to the file that
 * the mail server asks. Of more than {@value #MOST} the one that ends first is forgotten. Writes on
 * a thread of its own, at once and every {@value #ROUND_SECONDS} s, so that a full disk holds up
 * nobody. Safe for threads.
 */
final class Locks implements Consumer<Decision>, AutoCloseable {
  private static final String KEY = "locks";
  private static final int MOST = 10_000;
  private static final int ROUND_SECONDS = 10;
  private static final int PATIENCE_SECONDS = 5;
  private static final Duration LONGEST = Duration.ofDays(365);

  private final LockSettings settings;
  private final AuditStore store;
  private final InstantSource clock;
  private final Map<Account, Long> untilMillis = new LinkedHashMap<>();
  private final ScheduledExecutorService writing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("locks").daemon().factory());
  private volatile @Nullable String problem;

  /** What the store holds; only the writing thread uses it. */
  private String stored = "";

  /** Those that were locked before, and still are. */
  Locks(LockSettings settings, AuditStore store, InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.clock = clock;
    store
        .state(KEY)
        .ifPresent(kept -> new String(kept, StandardCharsets.UTF_8).lines().forEach(this::recall));
    if (!settings.file().isEmpty()) {
      writing.execute(this::write);
      Future<?> _ =
          writing.scheduleWithFixedDelay(
              this::write, ROUND_SECONDS, ROUND_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** A line each: the end in milliseconds since 1970, a blank, the account. */
  private void recall(String line) {
    int blank = line.indexOf(' ');
    try {
      untilMillis.put(
          Account.of(line.substring(blank + 1)), Long.parseLong(line.substring(0, blank)));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      LogLines.LOG.warning("a lock that was kept cannot be read, it is over");
    }
  }

  /** Locks an account whose password somebody else seems to have, if that is wanted. */
  @Override
  public void accept(Decision decision) {
    Account account = decision.account();
    long length = settings.breachedForMillis();
    switch (decision.subject()) {
      case BREACH, STOLEN_PASSWORD -> {
        if (account != null && length > 0 && !settings.file().isEmpty()) {
          lock(account, decision.atMillis() + length);
        }
      }
      case GUESSING,
          GUESSING_NETWORK,
          SITE_ALARM,
          SITE_ALARM_OVER,
          OUTAGE,
          OUTAGE_OVER,
          REQUEST -> {}
    }
  }

  private synchronized void lock(Account account, long until) {
    untilMillis.merge(account, until, Math::max);
    if (untilMillis.size() > MOST) {
      untilMillis.entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .ifPresent(first -> untilMillis.remove(first.getKey()));
    }
    writing.execute(this::write);
  }

  /** The accounts that are locked now. */
  synchronized List<Account> locked() {
    long now = clock.millis();
    untilMillis.values().removeIf(until -> until <= now);
    return List.copyOf(untilMillis.keySet());
  }

  private synchronized String kept() {
    return untilMillis.entrySet().stream()
        .map(lock -> lock.getValue() + " " + lock.getKey().name())
        .collect(Collectors.joining("\n"));
  }

  private void write() {
    try {
      new DenyFile(Path.of(settings.file())).write(locked());
      String kept = kept();
      if (!kept.equals(stored)) {
        store.saveState(KEY, kept.getBytes(StandardCharsets.UTF_8), clock.millis());
        stored = kept;
      }
      problem = null;
    } catch (IOException | AuditException e) {
      if (problem == null) {
        LogLines.LOG.log(
            Level.SEVERE,
            "locks cannot be written, trying again: " + settings.file() + ": " + e.getMessage());
      }
      problem = settings.file() + ": " + e.getMessage();
    }
  }

  /** What hinders locking now, or null. */
  @Nullable String problem() {
    return problem;
  }

  void begin(JsonNode request, JsonGenerator out) throws Control.Refusal {
    Account account = account(request);
    long millis = request.path("for-millis").asLong(0);
    if (millis < 1000 || millis > LONGEST.toMillis()) {
      throw new Control.Refusal("a lock lasts from a second to " + LONGEST.toDays() + " days");
    }
    long until = clock.millis() + millis;
    lock(account, until);
    Instant end = Instant.ofEpochMilli(until).truncatedTo(ChronoUnit.SECONDS);
    String hindered = written();
    out.writeBooleanProperty("done", hindered == null);
    out.writeStringProperty(
        "told",
        hindered == null
            ? "locked " + account + " until " + end
            : account + " is not locked yet, tried again until " + end + ": " + hindered);
  }

  void end(JsonNode request, JsonGenerator out) throws Control.Refusal {
    Account account = account(request);
    boolean found;
    synchronized (this) {
      found = untilMillis.remove(account) != null;
    }
    writing.execute(this::write);
    out.writeBooleanProperty("found", found);
    out.writeStringProperty("told", account + (found ? " may log in again" : " was not locked"));
  }

  /** Why what is wanted is not in the file by now; null when it is. */
  private @Nullable String written() {
    try {
      writing.submit(this::write).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return problem;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (ExecutionException | TimeoutException e) {
      return "it takes long to write " + settings.file();
    }
  }

  private Account account(JsonNode request) throws Control.Refusal {
    if (settings.file().isEmpty()) {
      throw new Control.Refusal("no account can be locked: [lock] file is not set");
    }
    Account account = Account.of(request.path("account").asString(""));
    if (!DenyFile.canHold(account)) {
      throw new Control.Refusal(
          "\"" + Printable.of(account.name()) + "\" is no name that a passwd-file can hold");
    }
    return account;
  }

  /** Ends after what is still to be written; locks stay in force. */
  @Override
  public void close() {
    writing.shutdown();
    try {
      if (!writing.awaitTermination(10, TimeUnit.SECONDS)) {
        LogLines.LOG.warning("locks could not be written before the end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
