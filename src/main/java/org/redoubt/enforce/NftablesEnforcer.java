package org.redoubt.enforce;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
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
  private final SortedSet<BanSet> sets = new TreeSet<>();

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
  }

  /** Looks for nftables and tries whether we may use it. */
  public static Opening open(EnforceSettings settings) {
    Nft nft = find(settings.via());
    if (nft == null) {
      return new Unavailable("nftables is not installed; install the package nftables");
    }
    try {
      nft.run("list tables");
      return new Opened(new NftablesEnforcer(settings, nft));
    } catch (IOException e) {
      nft.close();
      return new Unavailable(reason(String.valueOf(e.getMessage())));
    }
  }

  private static String reason(String refusal) {
    return refusal.contains("Operation not permitted")
        ? "no right to change the firewall; run as root or with CAP_NET_ADMIN"
        : "the kernel does not do nftables here: " + refusal.lines().findFirst().orElse("");
  }

  private static @Nullable Nft find(EnforceSettings.Via via) {
    return switch (via) {
      case LIBRARY -> NftLibrary.find();
      case PROGRAM -> NftProgram.find();
      case ANY -> {
        Nft library = NftLibrary.find();
        yield library != null ? library : NftProgram.find();
      }
    };
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
  public synchronized void restore(Collection<Change.Ban> wanted, long nowMillis)
      throws IOException {
    Map<Prefix, Change.Ban> bans = new LinkedHashMap<>();
    for (Change.Ban ban : wanted) {
      if (ban.untilMillis() > nowMillis) {
        bans.put(ban.prefix(), ban);
      }
    }
    SortedSet<BanSet> needed = Ruleset.setsOf(bans.keySet());
    needed.addAll(Ruleset.USUAL);
    nft.run(
        Ruleset.gone()
            + Ruleset.table(settings, needed)
            + Ruleset.filling(bans.values(), nowMillis));
    sets.clear();
    sets.addAll(needed);
  }

  @Override
  public synchronized void apply(List<Change> changes, long nowMillis) throws IOException {
    if (sets.isEmpty()) {
      throw new IllegalStateException("apply before restore");
    }
    Map<Prefix, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(change.prefix(), change));
    last.values().removeIf(c -> c instanceof Change.Lift && !sets.contains(BanSet.of(c.prefix())));
    SortedSet<BanSet> missing = Ruleset.setsOf(last.keySet());
    missing.removeAll(sets);
    StringBuilder commands = new StringBuilder();
    missing.forEach(set -> commands.append(Ruleset.addition(settings, set)));
    commands.append(Ruleset.changes(last.values(), nowMillis));
    if (!commands.isEmpty()) {
      nft.run(commands.toString());
      sets.addAll(missing);
    }
  }

  /**
   * What the kernel really holds. Slow when that is much (a second and some megabytes for 100,000).
   *
   * @throws IOException when our table is not there, among others
   */
  public synchronized Held held(long nowMillis) throws IOException {
    return Held.read(nft.table(Ruleset.TABLE), nowMillis);
  }

  @Override
  public synchronized void flush() throws IOException {
    nft.run(Ruleset.gone());
    sets.clear();
  }

  @Override
  public synchronized void close() {
    nft.close();
  }
}
