package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * Our table of bans in the kernel: its sets and rules, written as nftables' text, and what the sets
 * hold, told to the kernel directly. Not thread-safe.
 */
final class BanTable implements Closeable {
  private final EnforceSettings settings;
  private final Nft nft;
  private final KernelSets kernel;
  private SortedSet<BanSet> sets = new TreeSet<>();
  private @Nullable Shape shape;

  BanTable(EnforceSettings settings, Nft nft, KernelSets kernel) {
    this.settings = settings;
    this.nft = nft;
    this.kernel = kernel;
  }

  /** Whether it has been written. */
  boolean isWritten() {
    return !sets.isEmpty();
  }

  /** Whether it stands as it was written, whatever its sets hold. */
  boolean isWhole() {
    try {
      return Shape.now().equals(shape);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Makes the table, and in it exactly these bans, whatever was there. Sets that are there already
   * keep what they hold until it is compared: so nobody who was kept out, and shall be, is not for
   * a moment.
   *
   * @param besides commands for the same transaction as the rules
   */
  void write(Wanted wanted, String besides, long nowMillis) throws IOException {
    GoingOn time = GoingOn.from(nowMillis);
    SortedSet<BanSet> needed = wanted.sets(nowMillis);
    needed.addAll(Ruleset.USUAL);
    Present before = Present.now();
    if (!before.strange() && renew(before, needed, besides)) {
      fill(before, needed, wanted, time);
    } else {
      nft.run(
          Ruleset.gone()
              + Ruleset.table(settings, needed)
              + Ruleset.filling(wanted.bans(nowMillis), nowMillis)
              + besides);
    }
    sets = needed;
    shape = Shape.now();
  }

  /** False when the kernel will not have it so. */
  private boolean renew(Present before, SortedSet<BanSet> needed, String besides) {
    SortedSet<BanSet> left = new TreeSet<>(before.sets());
    left.removeAll(needed);
    try {
      nft.run(Ruleset.renewal(settings, needed, left) + besides);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void fill(Present before, SortedSet<BanSet> needed, Wanted wanted, GoingOn time)
      throws IOException {
    SortedSet<BanSet> kept = new TreeSet<>(before.sets());
    kept.retainAll(needed);
    List<Change.Ban> held = KernelSets.list(kept, time.nowMillis());
    Comparison comparison = Comparison.of(held, wanted, Set.of(), time.nowMillis());
    kernel.change(comparison.corrections(), prefix -> true, time.nowMillis());
    kernel.change(comparison.missing(), prefix -> false, time.nowMillis());
  }

  /**
   * Makes these changes; sets that are missing come with them.
   *
   * @param known prefixes that the kernel may hold already
   */
  void change(Collection<Change> changes, Predicate<Prefix> known, long nowMillis)
      throws IOException {
    List<Change> real = new ArrayList<>(changes);
    real.removeIf(c -> c instanceof Change.Lift && !sets.contains(BanSet.of(c.prefix())));
    SortedSet<BanSet> missing = Ruleset.setsOf(real);
    missing.removeAll(sets);
    if (!missing.isEmpty()) {
      StringBuilder commands = new StringBuilder();
      missing.forEach(set -> commands.append(Ruleset.addition(settings, set)));
      run(commands.toString());
      sets.addAll(missing);
    }
    kernel.change(real, known, nowMillis);
  }

  /** Runs commands about our tables' rules or sets. */
  void run(String commands) throws IOException {
    nft.run(commands);
    shape = Shape.now();
  }

  /** A copy: the sets that there are. */
  List<BanSet> sets() {
    return List.copyOf(sets);
  }

  void flush() throws IOException {
    nft.run(Ruleset.gone() + AdmissionRuleset.gone() + ListTable.gone());
    sets = new TreeSet<>();
  }

  /** Whether we are the makers of a change, by what the kernel says of it. */
  boolean isOurs(int processId, String name, int port) {
    return port == kernel.port() || nft.isOurs(processId, name);
  }

  @Override
  public void close() throws IOException {
    nft.close();
    kernel.close();
  }
}
