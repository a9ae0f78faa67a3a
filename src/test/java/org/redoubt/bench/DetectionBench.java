package org.redoubt.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.redoubt.decide.DecideSettings;
import org.redoubt.decide.DecideSettings.Populated;
import org.redoubt.detect.DetectSettings;
import org.redoubt.event.Account;
import org.redoubt.replay.Contender;
import org.redoubt.replay.Journal;
import org.redoubt.replay.LabelResult;
import org.redoubt.replay.Lane;
import org.redoubt.replay.Policy;
import org.redoubt.replay.PolicyResult;
import org.redoubt.replay.RuleSettings;
import org.redoubt.replay.Settings;
import org.redoubt.simulate.Actor;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attack;
import org.redoubt.simulate.Attempt;
import org.redoubt.simulate.Innocent;
import org.redoubt.simulate.Options;
import org.redoubt.simulate.Simulation;

/**
 * Every policy against every attack, each after 28 quiet days and in a world of its own, in which
 * the attackers adapt to it: {@code DetectionBench FILE.tsv POLICY,… SEED…} adds a line per seed,
 * policy and attack to the file, from which {@link DetectionTable} makes the table.
 */
public final class DetectionBench {
  /** Ours, where a guesser among people is banned too. */
  private static final String BANNING = "+ban";

  static final String QUIET = "quiet";
  static final String INNOCENTS = "innocents";
  private static final long DAY_MILLIS = 86_400_000L;
  private static final int QUIET_DAYS = 28;
  private static final String BEFORE = "honest-before";
  private static final String AFFECTED = "honest-affected";
  private final Options options;
  private final Simulation site;
  private final List<Attempt> honest = new ArrayList<>();
  private final Set<String> only;
  private final PrintWriter out;

  private DetectionBench(long seed, Set<String> only, PrintWriter out) {
    this.only = only;
    options = Options.standard().withSeed(seed);
    this.out = out;
    site = new Simulation(options);
    Simulation.play(site.honest(), options.endMillis(), attempt -> keep(attempt, honest));
  }

  private static Answer keep(Attempt attempt, List<Attempt> all) {
    all.add(attempt);
    return Answer.VERIFIED;
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    try (PrintWriter out =
        new PrintWriter(
            Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
      Set<String> only = args.length > 3 ? Set.of(args[3].split(",")) : Set.of();
      for (String seed : args[2].split(",")) {
        DetectionBench bench = new DetectionBench(Long.parseLong(seed), only, out);
        for (String policy : args[1].split(",")) {
          bench.measure(policy);
        }
      }
    }
  }

  private void measure(String policy) {
    boolean banning = policy.endsWith(BANNING);
    String name = banning ? policy.substring(0, policy.length() - BANNING.length()) : policy;
    Contender contender = Contender.of(name);
    if (contender == null) {
      throw new IllegalArgumentException("no policy " + policy);
    }
    RuleSettings rule = banning ? banning() : RuleSettings.defaults();
    measure(policy, journal -> contender.policy(journal, rule));
  }

  private static RuleSettings banning() {
    DecideSettings decide = DecideSettings.defaults().withPopulated(Populated.BAN);
    return new RuleSettings(DetectSettings.defaults(), decide);
  }

  private void measure(String name, Function<Journal, Policy> contender) {
    long quietEnd = options.startMillis() + QUIET_DAYS * DAY_MILLIS;
    play(name, contender, QUIET, List.of(Actor.of(honest.iterator())), quietEnd, Set.of());
    Options busy = options.withInnocents(EnumSet.allOf(Innocent.class));
    play(name, contender, INNOCENTS, new Simulation(busy).honest(), options.endMillis(), Set.of());
    for (Attack attack : Attack.values()) {
      Actor attacker = site.attack(attack, options.attackMillis());
      long end = options.startMillis() + (QUIET_DAYS + days(attack)) * DAY_MILLIS;
      List<Actor> actors = List.of(Actor.of(honest.iterator()), attacker);
      play(name, contender, attack.label(), actors, end, attacked(attack));
    }
  }

  private static int days(Attack attack) {
    return switch (attack) {
      case A2B, A3, RESIDENTIAL -> 4;
      case A2C, A5S -> 8;
      case A1, A1V, A2A, A4, A5, A5X, A6, A6X, A7A, A7B, A8, A9, A9B, HOSTING, PATIENT, MASKED -> 2;
    };
  }

  /** The accounts that an attack hammers. */
  private Set<Account> attacked(Attack attack) {
    Set<Account> accounts = new HashSet<>();
    if (attack == Attack.A9) {
      Actor attacker = site.attack(attack, options.attackMillis());
      Simulation.play(
          List.of(attacker),
          Long.MAX_VALUE,
          attempt -> {
            if (attempt.account() != null) {
              accounts.add(attempt.account());
            }
            return Answer.VERIFIED;
          });
    }
    return accounts;
  }

  private void play(
      String name,
      Function<Journal, Policy> contender,
      String what,
      List<Actor> actors,
      long endMillis,
      Set<Account> owners) {
    if (!only.isEmpty() && !only.contains(what)) {
      return;
    }
    long cpu = cpuMillis();
    Lane lane = new Lane(name, "", Settings.standard(), contender);
    long from = what.equals(QUIET) ? 0 : options.attackMillis();
    Simulation.play(
        actors, endMillis, attempt -> lane.offer(relabelled(attempt, what, from, owners)));
    PolicyResult result = lane.finish();
    line(name, what, result, cpuMillis() - cpu);
  }

  /** Honest attempts before the attack, and those of the people it is about, are counted apart. */
  private static Attempt relabelled(Attempt attempt, String what, long from, Set<Account> owners) {
    Account account = attempt.account();
    if (!attempt.isHonest() || account == null || what.equals(INNOCENTS)) {
      return attempt;
    }
    if (attempt.atMillis() < from) {
      return attempt.labelled(BEFORE);
    }
    boolean mate =
        what.equals(Attack.A9B.label()) && attempt.source().toString().equals("241.0.10.11");
    return mate || owners.contains(account) ? attempt.labelled(AFFECTED) : attempt;
  }

  private void line(String policy, String what, PolicyResult result, long cpuMillis) {
    Row row = new Row(options.seed(), policy, what, cpuMillis, result.alarms().size());
    for (LabelResult label : result.labels()) {
      if (label.label().equals(what)) {
        row.guesser(label);
      } else if (label.label().equals(AFFECTED)) {
        row.affected(label);
      } else if (label.honest() && !label.label().equals(BEFORE)) {
        row.honest(label);
      }
    }
    out.println(row.text());
    out.flush();
    System.out.println(row.text());
  }

  private static long cpuMillis() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000;
  }

  /** One line of the file. */
  static final class Row {
    private final StringBuilder head;
    private double attempts;
    private double guesses;
    private double lost;
    private double banned;
    private double right;
    private double refused;
    private double pairs;
    private double lockedOut;
    private double honestBanned;
    private double affectedRight;
    private double affectedRefused;
    private double affectedLockedOut;

    Row(long seed, String policy, String what, long cpuMillis, int alarms) {
      head = new StringBuilder();
      head.append(seed).append('\t').append(policy).append('\t').append(what);
      head.append('\t').append(cpuMillis).append('\t').append(alarms);
    }

    void guesser(LabelResult label) {
      attempts += label.attempts();
      guesses += label.effectiveGuesses();
      lost += label.expectedAccountsLost();
      banned += label.sourcesBanned();
    }

    void honest(LabelResult label) {
      right += label.rightPassword();
      refused += label.rightPasswordRefused();
      pairs += label.pairs();
      lockedOut += label.pairsLockedOut();
      honestBanned += label.sourcesBanned();
    }

    void affected(LabelResult label) {
      affectedRight += label.rightPassword();
      affectedRefused += label.rightPasswordRefused();
      affectedLockedOut += label.pairsLockedOut();
      honest(label);
    }

    String text() {
      double[] values = {
        attempts,
        guesses,
        lost,
        banned,
        right,
        refused,
        pairs,
        lockedOut,
        honestBanned,
        affectedRight,
        affectedRefused,
        affectedLockedOut
      };
      StringBuilder line = new StringBuilder(head);
      for (double value : values) {
        line.append('\t').append(String.format(Locale.ROOT, "%.3f", value).replace(".000", ""));
      }
      return line.toString();
    }
  }
}
