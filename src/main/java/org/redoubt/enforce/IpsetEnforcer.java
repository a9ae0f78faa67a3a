package org.redoubt.enforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Bans in two ipsets ({@code redoubt4}, {@code redoubt6}), which a chain of our own in the table
 * {@code raw} of iptables drops: for machines whose firewall is iptables. Always drops, because
 * that table cannot reject. A ban in an ipset lasts 24 days at most; {@link #mend} renews a longer
 * one.
 */
public final class IpsetEnforcer implements Enforcer, Mendable {
  private static final List<String> PROGRAMS =
      List.of("ipset", "iptables", "ip6tables", "iptables-restore", "ip6tables-restore");
  private static final String CHAIN = "REDOUBT";
  private static final long LONGEST_SECONDS = 2_147_483;
  private static final int PORTS_PER_RULE = 15;

  private static final String ENTRIES = "Number of entries: ";

  private final SortedSet<Integer> ports;
  private final Wanted wanted = new Wanted();

  private enum Family {
    V4("redoubt4", "inet", "iptables"),
    V6("redoubt6", "inet6", "ip6tables");

    private final String set;
    private final String name;
    private final String iptables;

    Family(String set, String name, String iptables) {
      this.set = set;
      this.name = name;
      this.iptables = iptables;
    }
  }

  /**
   * @param ports TCP ports that a banned prefix cannot reach; empty means everything
   * @throws IOException when a program is not installed; the message says which
   */
  public IpsetEnforcer(SortedSet<Integer> ports) throws IOException {
    this.ports = ports;
    for (String program : PROGRAMS) {
      program(program);
    }
  }

  private static String program(String name) throws IOException {
    String path = Program.find(name);
    if (path == null) {
      throw new IOException(name + " is not installed; install the packages ipset and iptables");
    }
    return path;
  }

  @Override
  public String name() {
    return "ipset";
  }

  @Override
  public synchronized void restore(Collection<Change.Ban> bans, long nowMillis) throws IOException {
    wanted.replace(bans, nowMillis);
    StringBuilder lines = new StringBuilder();
    for (Family family : Family.values()) {
      String next = family.set + "n";
      lines.append(creation(family, family.set)).append(creation(family, next));
      lines.append("flush ").append(next).append('\n');
      for (Change.Ban ban : bans) {
        if (familyOf(ban) == family && ban.untilMillis() > nowMillis) {
          lines.append(addition(next, ban, nowMillis));
        }
      }
      lines.append("swap %s %s\ndestroy %s\n".formatted(next, family.set, next));
    }
    ipset(lines);
    for (Family family : Family.values()) {
      ensureRules(family);
    }
  }

  private static String creation(Family family, String set) {
    return "create %s hash:net family %s maxelem 1048576 timeout 0\n".formatted(set, family.name);
  }

  private static String addition(String set, Change.Ban ban, long nowMillis) {
    long seconds =
        Ruleset.isForever(ban.untilMillis(), nowMillis)
            ? 0
            : Math.min((ban.untilMillis() - nowMillis + 999) / 1000, LONGEST_SECONDS);
    return "add %s %s timeout %d\n".formatted(set, ban.prefix(), seconds);
  }

  private static Family familyOf(Change change) {
    return change.prefix().base().isV4() ? Family.V4 : Family.V6;
  }

  @Override
  public synchronized void apply(List<Change> changes, long nowMillis) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Change change : changes) {
      String set = familyOf(change).set;
      lines.append(
          change instanceof Change.Ban ban && ban.untilMillis() > nowMillis
              ? addition(set, ban, nowMillis)
              : "del %s %s\n".formatted(set, change.prefix()));
    }
    if (!lines.isEmpty()) {
      ipset(lines);
      wanted.apply(changes, nowMillis);
    }
  }

  /** Looks whether our sets hold no less than they should and our rules stand; else writes all. */
  @Override
  public synchronized Mending mend(long nowMillis) throws IOException {
    List<Change.Ban> bans = wanted.bans(nowMillis);
    if (isWhole(bans)) {
      return Mending.NOTHING;
    }
    restore(bans, nowMillis);
    return Mending.REBUILT;
  }

  private boolean isWhole(List<Change.Ban> bans) {
    try {
      for (Family family : Family.values()) {
        prerouting(family, "-C");
        for (String match : portMatches()) {
          iptables(family, ("-C " + rule(family, match)).split(" "));
        }
        if (held(family) < bans.stream().filter(ban -> familyOf(ban) == family).count()) {
          return false;
        }
      }
      return true;
    } catch (IOException notThere) {
      return false;
    }
  }

  private static long held(Family family) throws IOException {
    String said = Program.said(List.of(program("ipset"), "list", "-terse", family.set));
    return said.lines()
        .filter(line -> line.startsWith(ENTRIES))
        .mapToLong(line -> Long.parseLong(line.substring(ENTRIES.length()).strip()))
        .findFirst()
        .orElse(0);
  }

  /** Whether any of our sets is there. */
  static boolean leftAnything() {
    try {
      return held(Family.V4) >= 0;
    } catch (IOException nothing) {
      return false;
    }
  }

  /** Takes what is there already, and misses nothing that is not. */
  private static void ipset(CharSequence lines) throws IOException {
    Program.run(List.of(program("ipset"), "-exist", "restore"), lines.toString());
  }

  /** Writes our chain as a whole, then has packets meet it first of all. */
  private void ensureRules(Family family) throws IOException {
    StringBuilder rules = new StringBuilder("*raw\n:" + CHAIN + " - [0:0]\n");
    for (String match : portMatches()) {
      rules.append("-A ").append(rule(family, match)).append('\n');
    }
    rules.append("COMMIT\n");
    Program.run(
        List.of(program(family.iptables + "-restore"), "-w", "--noflush"), rules.toString());
    try {
      prerouting(family, "-C");
    } catch (IOException notThere) {
      prerouting(family, "-I");
    }
  }

  private static String rule(Family family, String match) {
    return "%s %s-m set --match-set %s src -j DROP".formatted(CHAIN, match, family.set);
  }

  private static void prerouting(Family family, String verb) throws IOException {
    iptables(family, verb, "PREROUTING", "-j", CHAIN);
  }

  private static void iptables(Family family, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program(family.iptables), "-w", "-t", "raw"));
    command.addAll(List.of(arguments));
    Program.run(command, "");
  }

  private List<String> portMatches() {
    if (ports.isEmpty()) {
      return List.of("");
    }
    List<Integer> all = List.copyOf(ports);
    List<String> matches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PORTS_PER_RULE) {
      matches.add(
          all.subList(from, Math.min(all.size(), from + PORTS_PER_RULE)).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(",", "-p tcp -m multiport --dports ", " ")));
    }
    return matches;
  }

  @Override
  public synchronized void flush() throws IOException {
    restore(List.of(), 0);
    for (Family family : Family.values()) {
      prerouting(family, "-D");
      iptables(family, "-F", CHAIN);
      iptables(family, "-X", CHAIN);
      ipset("destroy " + family.set + "\n");
    }
  }

  @Override
  public void close() {}
}
