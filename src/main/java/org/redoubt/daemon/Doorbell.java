package org.redoubt.daemon;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Decision.Subject;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * Tells the {@link Doorkeeper} when there is something to look at: another alarm, or a login from a
 * network that has not rung yet. Safe for threads.
 */
final class Doorbell {
  private static final int MOST = 200_000;
  private final Set<Prefix> rung = new HashSet<>();
  private List<Prefix> waiting = new ArrayList<>();
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean listening;

  /** What it rings for. */
  enum Hearing {
    NOTHING_BUT_ALARMS,
    LOGINS
  }

  /** From now on rings for this; each network may ring once more. */
  synchronized void listen(Hearing hearing) {
    listening = hearing == Hearing.LOGINS;
    rung.clear();
  }

  void heard(AuthEvent event) {
    Address source = event.source();
    if (listening && event.outcome() == Outcome.SUCCESS && source != null) {
      ring(source.network());
    }
  }

  private synchronized void ring(Prefix network) {
    if (rung.size() < MOST && rung.add(network)) {
      waiting.add(network);
      bell.release();
    }
  }

  void heard(Decision decision) {
    if (decision.subject() == Subject.SITE_ALARM || decision.subject() == Subject.SITE_ALARM_OVER) {
      bell.release();
    }
  }

  /** Waits for a ring, or this long; gives the networks of the logins since the last time. */
  List<Prefix> await(Duration longest) throws InterruptedException {
    boolean _ = bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    bell.drainPermits();
    return take();
  }

  private synchronized List<Prefix> take() {
    List<Prefix> networks = waiting;
    waiting = new ArrayList<>();
    return networks;
  }
}
