package org.redoubt.enforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.redoubt.net.PrefixSet;

/**
 * The text of a table with imported lists, of which there are two names in turn: the next is filled
 * beside the one in force, in many small transactions that nobody sees, and takes its place in one.
 *
 * <p>Hash sets by prefix length as for bans ({@link BanSet}), not an interval set: a million
 * addresses in an interval set took 13 s and 1.5 GB in nftables 1.0.6, in hash sets 2 s and 23 MB
 * (2 cores, kernel 6.18).
 */
final class ListRuleset {
  /** Few enough that a ban never waits long behind them. */
  private static final int AT_ONCE = 4_000;

  /** Behind the bans. */
  private static final int PRIORITY = -309;

  /** What is in force ends by itself when nobody renews it for so long. */
  private static final String LASTS = "3d";

  static final String LISTED = "listed";

  private final String table;
  private final EnforceSettings settings;

  /**
   * @param name the table's bare name
   */
  ListRuleset(String name, EnforceSettings settings) {
    this.table = "inet " + name;
    this.settings = settings;
  }

  String table() {
    return table;
  }

  String name() {
    return table.substring("inet ".length());
  }

  /** Makes sure that there is no table of this bare name. */
  static String gone(String name) {
    return "add table inet " + name + "\ndelete table inet " + name + "\n";
  }

  /** The sets for these blocks, empty, and no chain yet. */
  String sets(Collection<BanSet> lengths) {
    StringBuilder out = new StringBuilder("table " + table + " {\n");
    out.append("counter ").append(LISTED).append(" { }\n");
    for (boolean v4 : List.of(true, false)) {
      out.append("set ").append(spared(v4)).append(" { type ").append(new BanSet(v4, 8).type());
      out.append("; flags interval; }\n");
    }
    for (BanSet set : lengths) {
      out.append("set ").append(name(set)).append(" { type ").append(set.type());
      out.append("; flags timeout; timeout ").append(LASTS).append("; }\n");
    }
    return out.append("}\n").toString();
  }

  /** Puts the table in force; it is all there but for this. */
  String chains(Collection<BanSet> lengths) {
    StringBuilder out = new StringBuilder("table " + table + " {\n");
    out.append("chain refuse {\nmeta l4proto tcp reject with tcp reset\nreject\n}\n");
    out.append("chain lists {\n");
    out.append("ip saddr @").append(spared(true)).append(" accept\n");
    out.append("ip6 saddr @").append(spared(false)).append(" accept\n");
    lengths.forEach(set -> out.append(rule(set)).append('\n'));
    return out.append("}\nchain prerouting {\ntype filter hook prerouting priority ")
        .append(PRIORITY)
        .append("; policy accept;\n")
        .append(Ruleset.ports(settings.ports()))
        .append("jump lists\n}\n}\n")
        .toString();
  }

  private String rule(BanSet set) {
    String match = set.source() + " @" + name(set) + " counter name " + LISTED;
    return switch (settings.answer()) {
      case DROP -> match + " drop";
      case REJECT -> match + " goto refuse";
    };
  }

  /** Whom the lists do not keep out, in place of those before. */
  String spare(PrefixSet spared) {
    StringBuilder out = new StringBuilder();
    for (boolean v4 : List.of(true, false)) {
      out.append("flush set ").append(table).append(' ').append(spared(v4)).append('\n');
      List<String> elements = new ArrayList<>();
      spared.forEach(block -> {
        if (block.base().isV4() == v4) {
          elements.add(block.toString());
        }
      });
      if (!elements.isEmpty()) {
        out.append(addition(spared(v4), elements));
      }
    }
    return out.toString();
  }

  /** The lengths that occur, in the order of their rules. */
  static SortedSet<BanSet> lengths(PrefixSet blocks) {
    SortedSet<BanSet> lengths = new TreeSet<>();
    blocks.forEach(block -> lengths.add(BanSet.of(block)));
    return lengths;
  }

  /** Gives the commands that fill the sets, a few thousand elements at a time. */
  void fill(PrefixSet blocks, Consumer<String> each) {
    Map<BanSet, List<String>> waiting = new TreeMap<>();
    blocks.forEach(block -> {
      BanSet set = BanSet.of(block);
      List<String> elements = waiting.computeIfAbsent(set, s -> new ArrayList<>());
      elements.add(block.base().toString());
      if (elements.size() == AT_ONCE) {
        each.accept(addition(name(set), elements));
        elements.clear();
      }
    });
    waiting.forEach((set, elements) -> {
      if (!elements.isEmpty()) {
        each.accept(addition(name(set), elements));
      }
    });
  }

  private String addition(String set, List<String> elements) {
    return "add element " + table + " " + set + " { " + String.join(", ", elements) + " }\n";
  }

  private static String spared(boolean v4) {
    return v4 ? "spared4" : "spared6";
  }

  private static String name(BanSet set) {
    return "list" + (set.v4() ? 4 : 6) + "_" + set.length();
  }
}
