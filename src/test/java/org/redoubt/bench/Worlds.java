package org.redoubt.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.DecideSettings;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.detect.Vantage;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Actor;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attack;
import org.redoubt.simulate.Attempt;
import org.redoubt.simulate.Innocent;
import org.redoubt.simulate.Options;
import org.redoubt.simulate.Simulation;

/**
 * What each vantage point lets through of each attack on the simulated site, and what that costs
 * its people: {@code Worlds log|firewall|hook SEED QUIET-DAYS [ATTACK...]}. Without attacks: the
 * quiet days alone, with every innocent oddity.
 */
public final class Worlds {
  private static final long FIFTEEN_MINUTES = 900_000;
  private static final long[] RETRIES = {60_000, 180_000, 600_000, 1_800_000};
  private static final HashKey KEY = new HashKey(7, 11);

  private final Vantage vantage;
  private final Judge judge;
  private final Map<String, Tally> tallies = new HashMap<>();
  private final Map<String, Long> lockedSince = new HashMap<>();
  private final Set<String> lockedOut = new HashSet<>();
  private final Set<String> pairs = new HashSet<>();
  private final Map<Address, Long> ripeFrom = new HashMap<>();
  private final Set<Prefix> honestSources = new HashSet<>();
  private final List<Decision> decisions = new ArrayList<>();
  private Set<Prefix> good = Set.of();

  private static final class Tally {
    long attempts;
    long through;
    long right;
    long rightRefused;
    final Set<String> guesses = new HashSet<>();
    final Map<String, Integer> guessesByAccount = new HashMap<>();
    int won;
  }

  private Worlds(Vantage vantage, Simulation simulation, long start) {
    this.vantage = vantage;
    DetectSettings settings = DetectSettings.defaults().withVantage(vantage);
    DecideSettings decide = DecideSettings.defaults().withPopulated(DecideSettings.Populated.BAN);
    judge = new Judge(new Detector(settings, KEY), decide, KEY);
    judge.accounts(simulation.accounts(), start);
  }

  public static void main(String[] args) {
    Vantage vantage = Vantage.valueOf(args[0].toUpperCase(Locale.ROOT));
    long seed = Long.parseLong(args[1]);
    int quiet = Integer.parseInt(args[2]);
    List<String> names = Arrays.asList(args).subList(3, args.length);
    if (names.isEmpty()) {
      run(vantage, seed, quiet, null);
    }
    for (String name : names) {
      run(vantage, seed, quiet, Attack.of(name));
    }
  }

  private static void run(Vantage vantage, long seed, int quiet, @Nullable Attack attack) {
    Options options = Options.standard().withSeed(seed).withDays(quiet, quiet + 8);
    if (attack == null) {
      options = options.withInnocents(EnumSet.allOf(Innocent.class));
    } else {
      options = options.withAttacks(List.of(attack), 1);
    }
    Simulation simulation = new Simulation(options);
    Worlds world = new Worlds(vantage, simulation, options.startMillis());
    List<Actor> actors = new ArrayList<>();
    simulation.honest().forEach(actor -> actors.add(new Patient(actor)));
    if (attack != null) {
      actors.add(simulation.attack(attack, options.attackMillis()));
    }
    Simulation.play(actors, options.endMillis(), world::serve);
    world.report(attack == null ? "quiet" : attack.label());
  }

  private Answer serve(Attempt attempt) {
    Answer answer = answer(attempt);
    count(attempt, answer);
    return answer;
  }

  private Answer answer(Attempt attempt) {
    AuthEvent event =
        new AuthEvent(
            attempt.atMillis(),
            attempt.protocol(),
            attempt.outcome(),
            attempt.source(),
            attempt.account(),
            1,
            AuthEvent.NO_SESSION,
            vantage == Vantage.HOOK ? fingerprint(attempt) : AuthEvent.NO_FINGERPRINT);
    boolean guess = attempt.outcome() == Outcome.SUCCESS || attempt.outcome().isFailedGuess();
    Answer answer =
        switch (vantage) {
          case LOG -> dropped(attempt);
          case FIREWALL -> firewall(attempt);
          case HOOK ->
              guess
                  ? switch (judge.ask(event, decisions::add).verdict()) {
                    case ALLOW, DELAY -> Answer.VERIFIED;
                    case RETRY_LATER -> Answer.RETRY_LATER;
                    case REFUSE -> Answer.REFUSED;
                  }
                  : Answer.VERIFIED;
        };
    if (!answer.isHeldBack()) {
      if (attempt.outcome() == Outcome.SUCCESS && !good.isEmpty()) {
        good.add(attempt.source().network());
      }
      judge.observe(event, decisions::add);
    }
    return answer;
  }

  private static int fingerprint(Attempt attempt) {
    String password = attempt.password();
    return password == null
        ? AuthEvent.NO_FINGERPRINT
        : (int) (KEY.of(attempt.account() + "\0" + password) & 0xfff);
  }

  private Answer dropped(Attempt attempt) {
    return judge.banOf(attempt.source(), attempt.atMillis()) == null
        ? Answer.VERIFIED
        : Answer.DROPPED;
  }

  private Answer firewall(Attempt attempt) {
    if (dropped(attempt).isHeldBack()) {
      return Answer.DROPPED;
    }
    if (!judge.detector().isAlarmed()) {
      good = Set.of();
      ripeFrom.clear();
      return Answer.VERIFIED;
    }
    if (good.isEmpty()) {
      good = new HashSet<>(judge.detector().peopledNetworks(attempt.atMillis()));
    }
    if (good.contains(attempt.source().network())) {
      return Answer.VERIFIED;
    }
    long now = attempt.atMillis();
    Long ripe = ripeFrom.get(attempt.source());
    if (ripe == null || now > ripe + 3_600_000) {
      ripeFrom.put(attempt.source(), now + 60_000);
      return Answer.DROPPED;
    }
    return now < ripe ? Answer.DROPPED : Answer.VERIFIED;
  }

  private void count(Attempt attempt, Answer answer) {
    Tally tally =
        tallies.computeIfAbsent(attempt.isHonest() ? "honest" : "attack", l -> new Tally());
    tally.attempts++;
    tally.through += answer.isHeldBack() ? 0 : 1;
    Account account = attempt.account();
    boolean right = attempt.outcome() == Outcome.SUCCESS;
    if (account == null || !right && attempt.outcome() != Outcome.WRONG_PASSWORD) {
      return;
    }
    if (!attempt.isHonest()) {
      if (!answer.isHeldBack() && tally.guesses.add(account + "\0" + attempt.password())) {
        tally.guessesByAccount.merge(account.name(), 1, Integer::sum);
        tally.won += right ? 1 : 0;
      }
      return;
    }
    honestSources.add(attempt.source().alone());
    if (right) {
      honest(attempt, account, answer, tally);
    }
  }

  private void honest(Attempt attempt, Account account, Answer answer, Tally tally) {
    String pair = account + " " + attempt.source().network();
    pairs.add(pair);
    tally.right++;
    Long since = lockedSince.get(pair);
    if (since != null && attempt.atMillis() - since >= FIFTEEN_MINUTES) {
      lockedOut.add(pair);
    }
    if (answer.isHeldBack()) {
      tally.rightRefused++;
      lockedSince.putIfAbsent(pair, attempt.atMillis());
    } else {
      lockedSince.remove(pair);
    }
  }

  private void report(String name) {
    Tally attack = tallies.getOrDefault("attack", new Tally());
    Tally honest = tallies.getOrDefault("honest", new Tally());
    double lost =
        attack.guessesByAccount.values().stream()
            .mapToDouble(n -> Math.min(1, .009 * Math.pow(n, .36)))
            .sum();
    Map<String, Integer> kinds = new HashMap<>();
    int honestBanned = 0;
    for (Decision d : decisions) {
      kinds.merge(d.kind() + "/" + d.subject(), 1, Integer::sum);
      if (d.kind() == Decision.Kind.BAN && honestSources.stream().anyMatch(d.scope()::contains)) {
        honestBanned++;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-8s %-12s attempts %6d through %6d guesses %5d won %3d lost %5.2f | right %d refused %d"
            + " (%.1f/1e5) pairs %d locked %d bans-of-honest %d | %s%n",
        vantage,
        name,
        attack.attempts,
        attack.through,
        attack.guesses.size(),
        attack.won,
        name.equals("A8") ? attack.won : lost,
        honest.right,
        honest.rightRefused,
        1e5 * honest.rightRefused / Math.max(1, honest.right),
        pairs.size(),
        lockedOut.size(),
        honestBanned,
        kinds);
    if (System.getProperty("show") != null) {
      decisions.stream()
          .filter(d -> d.kind() != Decision.Kind.ALERT || System.getProperty("show").equals("all"))
          .limit(40)
          .forEach(d ->
              System.out.println(
                  "  "
                      + java.time.Instant.ofEpochMilli(d.atMillis())
                      + " "
                      + d.kind()
                      + " "
                      + d.scope()
                      + " "
                      + d.because()
                      + " "
                      + d.evidence()));
    }
  }

  /** People's clients come again after a refusal. */
  private static final class Patient implements Actor {
    private final Actor base;
    private final Deque<Attempt> again = new ArrayDeque<>();
    private @Nullable Attempt upcoming;
    private int tries;

    Patient(Actor base) {
      this.base = base;
      upcoming = base.next();
    }

    @Override
    public @Nullable Attempt next() {
      Attempt retry = again.peek();
      if (retry != null && (upcoming == null || retry.atMillis() <= upcoming.atMillis())) {
        return again.remove();
      }
      Attempt fresh = upcoming;
      upcoming = null;
      if (fresh != null) {
        tries = 0;
      }
      return fresh;
    }

    @Override
    public void answered(Attempt attempt, Answer answer) {
      base.answered(attempt, answer);
      if (answer.isHeldBack() && attempt.isHonest() && tries < RETRIES.length) {
        again.add(attempt.at(attempt.atMillis() + RETRIES[tries++]));
      }
      if (upcoming == null) {
        upcoming = base.next();
      }
    }
  }
}
