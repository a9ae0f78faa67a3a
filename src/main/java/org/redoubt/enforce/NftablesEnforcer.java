package org.redoubt.enforce;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * Bans in the kernel, in a table of our own ({@code inet redoubt}): hash sets with timeouts, so
 * that bans end by themselves and outlive us. See {@link Ruleset} for where packets meet it and
 * {@link BanSet} for why there is a set for each prefix length.
 */
public final class NftablesEnforcer implements Enforcer, Mendable {
  private final Nft nft;
  private final BanTable table;
  private final AdmissionTable admission;
  private final Wanted wanted = new Wanted();

  /** Held by the one comparison at a time. */
  private final Object comparing = new Object();

  /** What changed while the kernel is being read for a comparison; null at other times. */
  private @Nullable Set<Prefix> unsettled;

  /** Whether the kernel's admission table may be another than the one we know of. */
  private boolean admissionDoubted;

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

  private NftablesEnforcer(EnforceSettings settings, Nft nft) throws IOException {
    this.nft = nft;
    this.table = new BanTable(settings, nft, new KernelSets());
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
      nft.runOften("list chains"); // "list tables" reads every element of every set, too
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
    wanted.replace(bans, nowMillis);
    write(nowMillis);
  }

  private void write(long nowMillis) throws IOException {
    unsettled = null;
    table.write(wanted, admission.commands(nowMillis), nowMillis);
    admissionDoubted = false;
  }

  @Override
  public synchronized void apply(List<Change> changes, long nowMillis) throws IOException {
    checkRestored();
    Map<Prefix, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.prefix(), change));
    try {
      table.change(last.values(), wanted::holds, nowMillis);
      wanted.apply(last.values(), nowMillis);
    } catch (IOException e) {
      if (table.isWhole()) {
        throw e;
      }
      wanted.apply(last.values(), nowMillis);
      write(nowMillis);
    }
    if (unsettled != null) {
      unsettled.addAll(last.keySet());
    }
  }

  /**
   * Sets who may connect at all, and how often, in place of what was set before; null for
   * everybody. Before the first {@code restore} it is kept and put in force with it, so that a
   * restart leaves no gap. Where only elements of sets change, limits and greylist go on with what
   * they have counted.
   */
  public synchronized void admit(@Nullable Admission next, long nowMillis) throws IOException {
    admissionDoubted |= !admission.keepsRules(next);
    changeAdmission(admission.want(next, nowMillis), nowMillis);
  }

  /** Makes these networks familiar, each with its whole /24 or /48, and no others. */
  public synchronized void familiar(Collection<Prefix> networks, long nowMillis)
      throws IOException {
    changeAdmission(admission.familiar(networks), nowMillis);
  }

  /** Makes these networks familiar as well. */
  public synchronized void welcome(Collection<Prefix> networks, long nowMillis) throws IOException {
    changeAdmission(admission.welcome(networks), nowMillis);
  }

  /** How many networks are familiar. */
  public synchronized int familiarNetworks() {
    return admission.goods();
  }

  /** What the kernel refuses was meant for a table that it does not have: all is written anew. */
  private void changeAdmission(String commands, long nowMillis) throws IOException {
    if (!table.isWritten() || commands.isEmpty() && !admissionDoubted) {
      return;
    }
    try {
      if (!admissionDoubted) {
        nft.runOften(commands);
        return;
      }
    } catch (IOException e) {
      admissionDoubted = true;
    }
    rewriteAdmission(nowMillis);
  }

  private void rewriteAdmission(long nowMillis) throws IOException {
    table.run(admission.commands(nowMillis));
    admissionDoubted = false;
  }

  /** Somebody else has changed something in the admission table: it is written anew when mended. */
  synchronized void doubtAdmission() {
    admissionDoubted = admission.isWanted();
  }

  /**
   * Packets since the tables were made: {@code dropped} of the banned; {@code limited}, {@code
   * held}, {@code panicked} and {@code access_NAME} that admission refused, or would in a trial.
   */
  public synchronized Map<String, Long> packets() throws IOException {
    Map<String, Long> packets = new TreeMap<>(Counters.of(Ruleset.TABLE));
    packets.putAll(refusals());
    return packets;
  }

  /** Those of the admission alone. */
  public synchronized Map<String, Long> refusals() throws IOException {
    return admission.isWanted() && table.isWritten()
        ? Counters.of(AdmissionRuleset.TABLE)
        : Map.of();
  }

  /**
   * Compares what the kernel holds with what is wanted and puts right what differs. Others may
   * apply changes while the kernel is being read.
   *
   * @return what was found and put right
   * @throws IOException when it could not be read, or not be put right
   */
  @Override
  public Mending mend(long nowMillis) throws IOException {
    synchronized (comparing) {
      GoingOn time = GoingOn.from(nowMillis);
      if (rebuildUnlessWhole(nowMillis)) {
        return Mending.REBUILT;
      }
      return compare(bans(time.nowMillis()), time);
    }
  }

  private synchronized boolean rebuildUnlessWhole(long nowMillis) throws IOException {
    if (!table.isWritten()) {
      throw new IOException("nothing could be put in force yet");
    }
    if (!table.isWhole()) {
      write(nowMillis);
      return true;
    }
    if (admissionDoubted) {
      rewriteAdmission(nowMillis);
      return true;
    }
    unsettled = new HashSet<>();
    return false;
  }

  private synchronized Mending compare(List<Change.Ban> held, GoingOn time) throws IOException {
    long nowMillis = time.nowMillis();
    Set<Prefix> skip = unsettled;
    unsettled = null;
    if (skip == null) {
      return Mending.NOTHING; // All was written anew while the kernel was being read.
    }
    Comparison comparison = Comparison.of(held, wanted, skip, nowMillis);
    table.change(comparison.corrections(), prefix -> true, nowMillis);
    table.change(comparison.missing(), prefix -> false, nowMillis);
    return comparison.found();
  }

  private void checkRestored() {
    if (!table.isWritten()) {
      throw new IllegalStateException("restore comes first");
    }
  }

  /** Whether we are the makers of a change, by what the kernel says of it. */
  boolean isOurs(int processId, String name, int port) {
    return table.isOurs(processId, name, port);
  }

  /**
   * What the kernel really holds, read outside of the lock: it takes a while when it is much.
   *
   * @throws IOException when our table is not there, among others
   */
  public Held held(long nowMillis) throws IOException {
    return Held.with(bans(nowMillis));
  }

  private List<Change.Ban> bans(long nowMillis) throws IOException {
    List<BanSet> sets;
    synchronized (this) {
      sets = table.sets();
    }
    return KernelSets.list(sets, nowMillis);
  }

  @Override
  public synchronized void flush() throws IOException {
    table.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    table.close();
  }
}
