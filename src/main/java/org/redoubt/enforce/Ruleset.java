package org.redoubt.enforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The text of our table and of changes to it, for nftables 0.9.3 and later.
 *
 * <p>The chain sits at prerouting, before connection tracking (priority -200). There a drop is the
 * cheapest, spends no memory on tracking the banned, cuts connections that are already open (no
 * other chain has let them pass yet, and none can overrule a drop), and holds for mail servers in
 * containers too, whose packets are forwarded and never see an input chain.
 */
final class Ruleset {
  static final String TABLE = "inet redoubt";
  static final String DROPPED = "dropped";
  private static final String HOOK_LINE =
      "type filter hook prerouting priority -310; policy accept;\n";
  private static final String HOOK = " { " + HOOK_LINE.strip() + " }";

  /** What is there from the start; other lengths come with their first ban. */
  static final List<BanSet> USUAL =
      List.of(
          new BanSet(true, 32),
          new BanSet(true, 24),
          new BanSet(false, 128),
          new BanSet(false, 64),
          new BanSet(false, 48));

  /** Longer than this is for ever: ten years. */
  private static final long LONGEST_MILLIS = 10L * 365 * 24 * 3600 * 1000;

  private Ruleset() {}

  /** Makes sure that there is no table of ours. */
  static String gone() {
    // `destroy` is newer than the oldest nftables that we serve.
    return "add table " + TABLE + "\ndelete table " + TABLE + "\n";
  }

  /** The table with these sets, all empty. */
  static String table(EnforceSettings settings, Collection<BanSet> sets) {
    StringBuilder out = new StringBuilder("table " + TABLE + " {\n");
    out.append("counter ").append(DROPPED).append(" { }\n");
    for (BanSet set : sets) {
      out.append("set ").append(set.name()).append(" { ").append(definition(set)).append(" }\n");
    }
    out.append("chain banned {\n");
    sets.forEach(set -> out.append(rule(settings, set)).append('\n'));
    out.append("}\nchain refuse {\nmeta l4proto tcp reject with tcp reset\nreject\n}\n")
        .append("chain prerouting {\n")
        .append(HOOK_LINE)
        .append(ports(settings.ports()))
        .append("jump banned\n}\n}\n");
    return out.toString();
  }

  /**
   * The table with these sets, whatever rules stand in it; sets that are there keep what they hold.
   *
   * @param left sets that are there and shall go
   */
  static String renewal(
      EnforceSettings settings, Collection<BanSet> sets, Collection<BanSet> left) {
    StringBuilder out = new StringBuilder("add table " + TABLE + "\n");
    for (String chain : List.of("banned", "refuse", "prerouting" + HOOK)) {
      out.append("add chain ").append(TABLE).append(' ').append(chain).append('\n');
    }
    for (String chain : List.of("prerouting", "banned", "refuse")) {
      out.append("flush chain ").append(TABLE).append(' ').append(chain).append('\n');
    }
    out.append(table(settings, sets));
    left.forEach(set -> out.append("delete set " + TABLE + " " + set.name() + "\n"));
    return out.toString();
  }

  /** All but the finding of neighbours, without which not even a refusal can be sent. */
  private static final String EVERYTHING =
      "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept\n";

  /** What our rules are about; the rest of a rule follows. */
  static String ports(SortedSet<Integer> ports) {
    return ports.isEmpty()
        ? EVERYTHING
        : ports.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", "tcp dport { ", " } "));
  }

  private static String definition(BanSet set) {
    return "type " + set.type() + "; flags timeout;";
  }

  private static String rule(EnforceSettings settings, BanSet set) {
    String match = set.source() + " @" + set.name() + " counter name " + DROPPED;
    return switch (settings.answer()) {
      case DROP -> match + " drop";
      case REJECT -> match + " goto refuse";
    };
  }

  /** Adds a set, and its rule, to a table that is there. */
  static String addition(EnforceSettings settings, BanSet set) {
    return "add set %s %s { %s }\nadd rule %s banned %s\n"
        .formatted(TABLE, set.name(), definition(set), TABLE, rule(settings, set));
  }

  /** The bans that fill a new, empty table. */
  static String filling(Collection<Change.Ban> bans, long nowMillis) {
    Map<BanSet, List<String>> banned = new TreeMap<>();
    for (Change.Ban ban : bans) {
      banned
          .computeIfAbsent(BanSet.of(ban.prefix()), s -> new ArrayList<>())
          .add(element(ban, nowMillis));
    }
    StringBuilder out = new StringBuilder();
    banned.forEach((set, elements) -> line(out, "add", set, elements));
    return out.toString();
  }

  /** The sets that these are about, in the order of their rules. */
  static SortedSet<BanSet> setsOf(Collection<? extends Change> changes) {
    return changes.stream()
        .map(change -> BanSet.of(change.prefix()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void line(StringBuilder out, String verb, BanSet set, List<String> elements) {
    out.append(verb).append(" element ").append(TABLE).append(' ').append(set.name());
    out.append(" { ").append(String.join(", ", elements)).append(" }\n");
  }

  private static String element(Change.Ban ban, long nowMillis) {
    return isForever(ban.untilMillis(), nowMillis)
        ? ban.prefix().base().toString()
        : ban.prefix().base() + " timeout " + (ban.untilMillis() - nowMillis + 999) / 1000 + "s";
  }

  /** Whether the kernel is told no end. */
  static boolean isForever(long untilMillis, long nowMillis) {
    return untilMillis == Change.FOREVER || untilMillis - nowMillis > LONGEST_MILLIS;
  }
}
