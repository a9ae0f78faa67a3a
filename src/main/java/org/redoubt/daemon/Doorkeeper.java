package org.redoubt.daemon;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Judge;
import org.redoubt.enforce.Admission;
import org.redoubt.enforce.NftablesEnforcer;
import org.redoubt.net.Prefix;

/**
 * Keeps the firewall in step with who may connect: who is exempt, familiar or busy, whether there
 * is an alarm or a panic. On a thread of its own, which the {@link Doorbell} wakes.
 */
final class Doorkeeper implements AutoCloseable {
  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final long COLLECT_MILLIS = Duration.ofMinutes(10).toMillis();

  private final NftablesEnforcer firewall;
  private final Admittance admittance;
  private final Doorbell bell;
  private final InstantSource clock;
  private final Thread thread;
  private List<Prefix> busy = List.of();
  private boolean collectedFamiliar;
  private long nextCollectMillis = Long.MIN_VALUE;
  private @Nullable Core core;
  private volatile @Nullable Admission admission;
  private volatile @Nullable String problem;

  private Doorkeeper(
      NftablesEnforcer firewall, Admittance admittance, Doorbell bell, InstantSource clock) {
    this.firewall = firewall;
    this.admittance = admittance;
    this.bell = bell;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("doorkeeper").unstarted(this::watch);
  }

  /**
   * One that has told the firewall already, before that puts anything in force, so that a restart
   * leaves no gap; null where there is no firewall to tell.
   */
  static @Nullable Doorkeeper of(
      @Nullable NftablesEnforcer firewall,
      Admittance admittance,
      Doorbell bell,
      Judge judge,
      InstantSource clock)
      throws IOException {
    if (firewall == null) {
      return null;
    }
    Doorkeeper doorkeeper = new Doorkeeper(firewall, admittance, bell, clock);
    admittance.refresh();
    doorkeeper.carryOut(doorkeeper.look(judge, List.of()));
    return doorkeeper;
  }

  /** What is wanted and not in force because the firewall is another; null where nothing is. */
  static @Nullable String unkept(Mode mode, Admittance admittance) {
    String wanted = admittance.wanted();
    boolean other = mode instanceof Mode.Enforcing && mode.nftables() == null;
    return wanted != null && other ? "not in force, for it needs nftables: " + wanted : null;
  }

  /** Keeps watch from now on. */
  void start(Core running) {
    core = running;
    thread.start();
  }

  /** Who may connect now, or null for everybody. */
  @Nullable Admission admission() {
    return admission;
  }

  NftablesEnforcer firewall() {
    return firewall;
  }

  /** What hinders keeping in step now, or null. */
  @Nullable String problem() {
    return problem;
  }

  private void watch() {
    try {
      while (true) {
        List<Prefix> newcomers = bell.await(ROUND);
        round(newcomers);
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at what is to be done, and does it; what fails is done in the next round. */
  synchronized void round(List<Prefix> newcomers) {
    Core running = core;
    if (running == null) {
      return;
    }
    admittance.refresh();
    running.letTimePass();
    try {
      carryOut(running.ask(judge -> look(judge, newcomers)));
      problem = null;
    } catch (IOException e) {
      nextCollectMillis = Long.MIN_VALUE;
      problem = e.getMessage();
      LogLines.LOG.severe("who may connect cannot be set, trying again: " + e.getMessage());
    }
  }

  /**
   * What to do, to be done without holding up the judge.
   *
   * @param all whether these are all who are familiar, and not some more
   */
  private record Look(
      @Nullable Admission next, boolean all, List<Prefix> familiar, long nowMillis) {}

  private Look look(Judge judge, List<Prefix> newcomers) {
    long now = clock.millis();
    boolean familiarMatters = admittance.asksWhoIsFamiliar(now);
    boolean all = now >= nextCollectMillis || familiarMatters != collectedFamiliar;
    List<Prefix> familiar =
        all ? collect(judge, now) : admittance.whoLoggedIn(newcomers, judge, now);
    return new Look(admittance.admission(judge, busy, now), all, familiar, now);
  }

  private List<Prefix> collect(Judge judge, long nowMillis) {
    collectedFamiliar = admittance.asksWhoIsFamiliar(nowMillis);
    nextCollectMillis = nowMillis + COLLECT_MILLIS;
    busy = admittance.busy(judge, nowMillis);
    bell.listen(collectedFamiliar ? Doorbell.Hearing.LOGINS : Doorbell.Hearing.NOTHING_BUT_ALARMS);
    return admittance.familiar(judge, nowMillis);
  }

  /** Who is familiar comes first, so that nobody is shut out in between. */
  private void carryOut(Look look) throws IOException {
    if (look.all()) {
      firewall.familiar(look.familiar(), look.nowMillis());
    } else if (!look.familiar().isEmpty()) {
      firewall.welcome(look.familiar(), look.nowMillis());
    }
    firewall.admit(look.next(), look.nowMillis());
    admission = look.next();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
