package org.redoubt.repute;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.redoubt.detect.Hearsay;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * The DNS blocklists. An address is asked about once and what came of it remembered as long as the
 * answer allows; IPv6 addresses of a /64 count as one. Asking never waits: what finds the queue
 * full is not asked about, and counted. Safe for threads.
 */
public final class Zones implements Hearsay, AutoCloseable {
  private static final int QUEUE = 1_000;
  private static final int WORKERS = 8;
  private static final int PATIENCE_MILLIS = 2_000;
  private static final Address NOBODY = Address.of("127.0.0.1");

  private final List<Zone> zones;
  private final Answers answers;
  private final DnsClient client;
  private final InstantSource clock;
  private final BlockingQueue<Question> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Set<Address> pending = ConcurrentHashMap.newKeySet();
  private final AtomicLong dropped = new AtomicLong();
  private final List<Thread> workers = new ArrayList<>();
  private volatile Listener listener = (source, atMillis) -> {};

  /** Is told that a source turned out to be listed, on a thread of the zones. */
  public interface Listener {
    /**
     * It is on a blocklist.
     *
     * @param atMillis the time that was given with the question
     */
    void listed(Address source, long atMillis);
  }

  private record Question(Address source, Address key, long atMillis) {}

  Zones(List<ZoneSettings> settings, int mostAnswers, DnsClient client, InstantSource clock) {
    this.zones = settings.stream().map(Zone::new).toList();
    this.answers = new Answers(mostAnswers);
    this.client = client;
    this.clock = clock;
  }

  /** Begins to ask; no thread is made where there is no zone. */
  static Zones start(ReputeSettings settings, InstantSource clock) {
    DnsClient client = new DnsClient(Resolvers.of(settings.resolvers()), PATIENCE_MILLIS);
    Zones zones = new Zones(settings.zone(), settings.answers(), client, clock);
    zones.start();
    return zones;
  }

  void start() {
    for (int i = 0; i < WORKERS && !zones.isEmpty(); i++) {
      workers.add(Thread.ofVirtual().name("dns").start(this::run));
    }
  }

  /** Who is told from now on. */
  public void listen(Listener next) {
    listener = next;
  }

  public boolean areNone() {
    return zones.isEmpty();
  }

  /** Asks about a source, unless it is known already or none of the zones' business. */
  public void ask(Address source, long atMillis) {
    Address key = key(source);
    if (zones.isEmpty() || Harvest.SPECIAL.contains(source) || !isAnyUnknown(key)) {
      return;
    }
    if (pending.add(key) && !queue.offer(new Question(source, key, atMillis))) {
      pending.remove(key);
      dropped.incrementAndGet();
    }
  }

  private static Address key(Address source) {
    return source.isV4() ? source : Prefix.of(source, 64).base();
  }

  private boolean isAnyUnknown(Address key) {
    for (int i = 0; i < zones.size(); i++) {
      if (isUnknown(key, i)) {
        return true;
      }
    }
    return false;
  }

  private boolean isUnknown(Address key, int zone) {
    long now = clock.millis();
    return answers.get(key, zone, now) == null && !zones.get(zone).isResting(now);
  }

  private void run() {
    try {
      while (true) {
        Question question = queue.take();
        try {
          work(question);
        } finally {
          pending.remove(question.key());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(Question question) {
    boolean listed = false;
    for (int i = 0; i < zones.size() && !Thread.currentThread().isInterrupted(); i++) {
      listed |= isUnknown(question.key(), i) && lookUp(question, i) == Zone.Verdict.LISTED;
    }
    if (listed) {
      listener.listed(question.source(), question.atMillis());
    }
  }

  private Zone.Verdict lookUp(Question question, int number) {
    Zone zone = zones.get(number);
    if (zone.isCheckDue(clock.millis())) {
      zone.checked(client.ask(zone.question(NOBODY)), clock.millis());
      if (zone.isResting(clock.millis())) {
        return Zone.Verdict.NOTHING;
      }
    }
    DnsReply reply = client.ask(zone.question(question.source()));
    Zone.Verdict verdict = zone.answered(reply, clock.millis());
    answers.put(question.key(), number, verdict, reply, clock.millis());
    return verdict;
  }

  @Override
  public Saying of(Address source) {
    Address key = key(source);
    double nats = 0;
    StringBuilder by = new StringBuilder();
    for (int i = 0; i < zones.size(); i++) {
      if (answers.get(key, i, clock.millis()) == Zone.Verdict.LISTED) {
        nats += zones.get(i).weight();
        by.append(by.isEmpty() ? "" : ", ").append(zones.get(i).name());
      }
    }
    return by.isEmpty() ? Saying.NOTHING : new Saying(nats, by.toString());
  }

  public List<ZoneState> states() {
    return zones.stream().map(Zone::state).toList();
  }

  /** Whether nothing waits for an answer. */
  boolean isIdle() {
    return pending.isEmpty();
  }

  /** How many answers are remembered. */
  public int remembered() {
    return answers.size();
  }

  /** How many sources were not asked about because too many waited. */
  public long dropped() {
    return dropped.get();
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
  }
}
