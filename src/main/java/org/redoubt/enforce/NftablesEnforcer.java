package org.redoubt.enforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * Bans in the kernel, in a table of our own ({@code inet redoubt}): hash sets with timeouts, so
 * that bans end by themselves and outlive us. See {@link Ruleset} for where packets meet it and
 * {@link BanSet} for why there is a set for each prefix length.
 */
public final class NftablesEnforcer implements Enforcer {
  private final EnforceSettings settings;
  private final Nft nft;
  private final AdmissionTable admission;
  private final Wanted wanted = new Wanted();

  /** Held by the one comparison at a time. */
  private final Object comparing = new Object();

  /** What changed while the kernel is being read for a comparison; null at other times. */
  private @Nullable Set<Prefix> unsettled;

  private SortedSet<BanSet> sets = new TreeSet<>();
  private @Nullable Shape shape;

  /** Whether nftables can be used here. */
  public sealed interface Opening {}

  /** It can. Nothing has been changed yet. */
  public record Opened(NftablesEnforcer enforcer) implements Opening {}

  /**
   * It cannot.
   *
   * @param reason one line for people: what is missing and what to do
   */
  public record Unavailable(String reason) implements Opening {}

  private NftablesEnforcer(EnforceSettings settings, Nft nft) {
    this.settings = settings;
    this.nft = nft;
    this.admission = new AdmissionTable(settings.answer());
  }

  /** Looks for nftables and tries whether we may use it. */
  public static Opening open(EnforceSettings settings) {
    if (!Rights.mayChangeFirewall()) {
      return new Unavailable("no right to change the firewall; run as root or with CAP_NET_ADMIN");
    }
    Nft nft = Nft.find(settings.via());
    if (nft == null) {
      return new Unavailable("nftables is not installed; install the package nftables");
    }
    try {
      nft.run("list tables");
      return new Opened(new NftablesEnforcer(settings, nft));
    } catch (IOException e) {
      nft.close();
      return new Unavailable("the kernel does not let us use nftables here: " + e.getMessage());
    }
  }

  @Override
  public String name() {
    return "nftables";
  }

  /** How nftables is spoken to: the library's name or the program's path. */
  public String via() {
    return nft.name();
  }

  @Override
  public synchronized void restore(Collection<Change.Ban> bans, long nowMillis) throws IOException {
    Wanted next = new Wanted();
    next.replace(bans, nowMillis);
    write(next.bans(nowMillis), nowMillis);
    wanted.replace(bans, nowMillis);
  }

  private void write(List<Change.Ban> bans, long nowMillis) throws IOException {
    SortedSet<BanSet> needed = Ruleset.setsOf(bans);
    needed.addAll(Ruleset.USUAL);
    nft.run(
        Ruleset.gone()
            + Ruleset.table(settings, needed)
            + Ruleset.filling(bans, nowMillis)
            + admission.commands(nowMillis));
    sets = needed;
    unsettled = null;
    shape = Shape.now();
  }

  @Override
  public synchronized void apply(List<Change> changes, long nowMillis) throws IOException {
    checkRestored();
    Map<Prefix, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.prefix(), change));
    try {
      change(last.values(), nowMillis);
      wanted.apply(last.values(), nowMillis);
    } catch (IOException e) {
      if (isWhole()) {
        throw e;
      }
      wanted.apply(last.values(), nowMillis);
      write(wanted.bans(nowMillis), nowMillis);
    }
    if (unsettled != null) {
      unsettled.addAll(last.keySet());
    }
  }

  /**
   * Sets who may connect at all, and how often, in place of what was set before; null for
   * everybody. Before the first {@code restore} it is kept and put in force with it, so that a
   * restart leaves no gap. What strangers' connections have left in limits and the greylist is
   * forgotten.
   */
  public synchronized void admit(@Nullable Admission next, long nowMillis) throws IOException {
    admission.want(next);
    if (!sets.isEmpty()) {
      nft.run(admission.commands(nowMillis));
      shape = Shape.now();
    }
  }

  /** Adds good networks to those of the admission in force; each stands for its /24 or /48. */
  public synchronized void welcome(Collection<Prefix> networks) throws IOException {
    checkRestored();
    String commands = admission.welcome(networks);
    if (!commands.isEmpty()) {
      nft.run(commands);
    }
  }

  /**
   * Packets since the tables were made: {@code dropped} of the banned; {@code limited}, {@code
   * held}, {@code panicked} and {@code access_NAME} that admission refused, or would in a trial.
   */
  public synchronized Map<String, Long> packets() throws IOException {
    Map<String, Long> packets = new TreeMap<>(Counters.read(nft.counters(Ruleset.TABLE)));
    if (admission.isWanted()) {
      packets.putAll(Counters.read(nft.counters(AdmissionRuleset.TABLE)));
    }
    return packets;
  }

  private void change(Collection<Change> changes, long nowMillis) throws IOException {
    List<Change> real = new ArrayList<>(changes);
    real.removeIf(c -> c instanceof Change.Lift && !sets.contains(BanSet.of(c.prefix())));
    SortedSet<BanSet> missing = Ruleset.setsOf(real);
    missing.removeAll(sets);
    StringBuilder commands = new StringBuilder();
    missing.forEach(set -> commands.append(Ruleset.addition(settings, set)));
    commands.append(Ruleset.changes(real, wanted::holds, nowMillis));
    if (!commands.isEmpty()) {
      nft.run(commands.toString());
    }
    if (!missing.isEmpty()) {
      sets.addAll(missing);
      shape = Shape.now();
    }
  }

  /**
   * Compares what the kernel holds with what is wanted and puts right what differs. Reading 100,000
   * bans takes a second or two, during which others may apply changes.
   *
   * @return what was found and put right
   * @throws IOException when it could not be read, or not be put right
   */
  public Mending mend(long nowMillis) throws IOException {
    synchronized (comparing) {
      if (rebuildUnlessWhole(nowMillis)) {
        return Mending.REBUILT;
      }
      return compare(held(nowMillis).bans(), nowMillis);
    }
  }

  private synchronized boolean rebuildUnlessWhole(long nowMillis) throws IOException {
    checkRestored();
    if (isWhole()) {
      unsettled = new HashSet<>();
      return false;
    }
    write(wanted.bans(nowMillis), nowMillis);
    return true;
  }

  private synchronized Mending compare(List<Change.Ban> held, long nowMillis) throws IOException {
    Set<Prefix> skip = unsettled;
    unsettled = null;
    if (skip == null) {
      return Mending.NOTHING; // All was written anew while the kernel was being read.
    }
    Comparison comparison = Comparison.of(held, wanted.untilMillis(nowMillis), skip, nowMillis);
    change(comparison.changes(), nowMillis);
    return comparison.found();
  }

  private void checkRestored() {
    if (sets.isEmpty()) {
      throw new IllegalStateException("restore comes first");
    }
  }

  /** Whether our table stands as we made it, whatever its sets hold. */
  private boolean isWhole() {
    try {
      return Shape.now().equals(shape);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a process makes our changes, by what the kernel says of it. */
  boolean isOurs(int processId, String name) {
    return nft.isOurs(processId, name);
  }

  /**
   * What the kernel really holds. Slow when that is much (a second and some megabytes for 100,000).
   *
   * @throws IOException when our table is not there, among others
   */
  public Held held(long nowMillis) throws IOException {
    return Held.read(nft.table(Ruleset.TABLE), nowMillis);
  }

  @Override
  public synchronized void flush() throws IOException {
    nft.run(Ruleset.gone() + AdmissionRuleset.gone());
    sets = new TreeSet<>();
  }

  @Override
  public synchronized void close() {
    nft.close();
  }
}
