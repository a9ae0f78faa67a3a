package org.redoubt.enforce;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * The text of the admission table. Its chain sits at prerouting -160: after the bans, after
 * connection tracking (which counts connections at once) and before addresses are translated.
 *
 * <p>Sets that packets fill are bounded; when one is full, what it would have limited passes.
 */
final class AdmissionRuleset {
  static final String TABLE = "inet redoubt_admission";
  private static final int PRIORITY = -160;
  private static final String BOUND = "size 65536; ";
  private static final String NEW_ONLY = "tcp flags & (fin | syn | rst | ack) != syn accept\n";

  private enum Family {
    V4("4", "ipv4_addr", "ip saddr", "ip saddr", "ip saddr & 255.255.255.0"),
    V6(
        "6",
        "ipv6_addr",
        "ip6 saddr",
        "ip6 saddr & ffff:ffff:ffff:ffff::",
        "ip6 saddr & ffff:ffff:ffff::");

    private final String number;
    private final String type;
    private final String address;
    private final String source;
    private final String network;

    Family(String number, String type, String address, String source, String network) {
      this.number = number;
      this.type = type;
      this.address = address;
      this.source = source;
      this.network = network;
    }

    boolean has(Prefix prefix) {
      return prefix.base().isV4() == (this == V4);
    }
  }

  private final Admission admission;
  private final long nowMillis;
  private final StringBuilder objects = new StringBuilder();
  private final StringBuilder chains = new StringBuilder();
  private final StringBuilder steps = new StringBuilder();

  private AdmissionRuleset(Admission admission, long nowMillis) {
    this.admission = admission;
    this.nowMillis = nowMillis;
  }

  /** Makes sure that the table is not there. */
  static String gone() {
    return "add table " + TABLE + "\ndelete table " + TABLE + "\n";
  }

  /** The table, for a transaction in which it was not there. */
  static String text(
      Admission admission, Collection<Prefix> good, EnforceSettings.Answer answer, long nowMillis) {
    AdmissionRuleset text = new AdmissionRuleset(admission, nowMillis);
    text.exempt();
    text.networks("good", good);
    text.panic();
    admission.access().forEach(text::access);
    text.steps.append(NEW_ONLY);
    text.limits();
    text.greylist();
    return "table " + TABLE + " {\n" + text.objects + text.chains + refusal(answer) + text.base();
  }

  /** The elements of good networks, for a table that is there. */
  static String welcome(Collection<Prefix> networks) {
    StringBuilder out = new StringBuilder();
    for (Family family : Family.values()) {
      String elements = elements(family, networks, true);
      if (!elements.isEmpty()) {
        out.append("add element %s good%s { %s }\n".formatted(TABLE, family.number, elements));
      }
    }
    return out.toString();
  }

  private static String refusal(EnforceSettings.Answer answer) {
    return switch (answer) {
      case DROP -> "chain refuse {\ndrop\n}\n";
      case REJECT -> "chain refuse {\nmeta l4proto tcp reject with tcp reset\ndrop\n}\n";
    };
  }

  private String base() {
    return "chain admission {\n"
        + steps
        + "}\nchain prerouting {\ntype filter hook prerouting priority "
        + PRIORITY
        + "; policy accept;\niifname \"lo\" accept\n"
        + ports(admission.ports())
        + "jump admission\n}\n}\n";
  }

  private static String ports(Collection<Integer> ports) {
    return ports.stream()
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "tcp dport { ", " } "));
  }

  private void exempt() {
    blocks("exempt", admission.exempt());
    for (Family f : Family.values()) {
      steps.append("%s @exempt%s accept\n".formatted(f.address, f.number));
    }
  }

  /** Sets of prefixes of any length: small, and never changed but as a whole. */
  private void blocks(String name, Collection<Prefix> prefixes) {
    for (Family f : Family.values()) {
      set(name + f.number, f.type, "flags interval; auto-merge; ", elements(f, prefixes, false));
    }
  }

  private void networks(String name, Collection<Prefix> prefixes) {
    for (Family f : Family.values()) {
      set(name + f.number, f.type, "", elements(f, prefixes, true));
    }
  }

  private static String elements(Family family, Collection<Prefix> prefixes, boolean networks) {
    return prefixes.stream()
        .filter(family::has)
        .map(prefix -> networks ? network(prefix).toString() : prefix.toString())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Address network(Prefix prefix) {
    return prefix.base().network().base();
  }

  private void set(String name, String type, String rest, String elements) {
    objects.append("set ").append(name).append(" { type ").append(type).append("; ").append(rest);
    if (!elements.isEmpty()) {
      objects.append("elements = { ").append(elements).append(" } ");
    }
    objects.append("}\n");
  }

  private void counter(String name) {
    objects.append("counter ").append(name).append(" { }\n");
  }

  /** The ports are elements with a timeout, so that panic ends even without us. */
  private void panic() {
    Admission.Panic panic = admission.panic();
    if (panic == null || panic.untilMillis() <= nowMillis) {
      return;
    }
    long seconds = (panic.untilMillis() - nowMillis + 999) / 1000;
    String ports =
        admission.ports().stream()
            .map(port -> port + " timeout " + seconds + "s")
            .collect(Collectors.joining(", "));
    set("panic", "inet_service", "flags timeout; ", ports);
    blocks("kept", panic.kept());
    counter("panicked");
    chains.append("chain panicking {\n");
    for (Family f : Family.values()) {
      chains.append("%s @good%s return\n".formatted(f.network, f.number));
      chains.append("%s @kept%s return\n".formatted(f.address, f.number));
    }
    chains.append("counter name panicked goto refuse\n}\n");
    steps.append("tcp dport @panic jump panicking\n");
  }

  private void access(Admission.Access access) {
    String name = "access_" + access.name();
    blocks(name + "_", access.allowed());
    counter(name);
    String verdict =
        switch (access.stage()) {
          case TRIAL -> "";
          case IN_FORCE -> " goto refuse";
        };
    for (Family f : Family.values()) {
      steps.append(
          "%s%s != @%s_%s counter name %s%s\n"
              .formatted(ports(access.ports()), f.address, name, f.number, name, verdict));
    }
  }

  private void limits() {
    Admission.Limits limits = admission.limits();
    if (limits.areNone()) {
      return;
    }
    counter("limited");
    networks("busy", limits.busy());
    limitChain("busy_limits", "_busy", limits.busyTimes(), "");
    StringBuilder toBusy = new StringBuilder();
    for (Family f : Family.values()) {
      toBusy.append("%s @busy%s goto busy_limits\n".formatted(f.network, f.number));
    }
    limitChain("limits", "", 1, toBusy.toString());
    steps.append("jump limits\n");
  }

  private void limitChain(String chain, String suffix, int times, String before) {
    Admission.Limits limits = admission.limits();
    chains.append("chain ").append(chain).append(" {\n").append(before);
    for (Family f : Family.values()) {
      rate("source" + suffix, f, f.source, limits.perSource(), times);
      rate("network" + suffix, f, f.network, limits.perNetwork(), times);
      open("source" + suffix, f, f.source, limits.openPerSource() * times);
      open("network" + suffix, f, f.network, limits.openPerNetwork() * times);
    }
    chains.append("}\n");
  }

  private void rate(String of, Family family, String key, Admission.Rate rate, int times) {
    if (rate.connections() == 0) {
      return;
    }
    String name = "rate_" + of + family.number;
    int most = rate.connections() * times;
    String unit = rate.per().name().toLowerCase(Locale.ROOT);
    String memory = "flags dynamic, timeout; timeout " + 2 * rate.per().seconds + "s; ";
    set(name, family.type, BOUND + memory, "");
    chains.append(
        "update @%s { %s limit rate over %d/%s burst %d packets } counter name limited goto refuse\n"
            .formatted(name, key, most, unit, most));
  }

  private void open(String of, Family family, String key, int most) {
    if (most == 0) {
      return;
    }
    String name = "open_" + of + family.number;
    set(name, family.type, BOUND + "flags dynamic; ", "");
    chains.append(
        "add @%s { %s ct count over %d } counter name limited goto refuse\n"
            .formatted(name, key, most));
  }

  /** Refused with a reset in any case: a mail program then knows at once, and comes again. */
  private void greylist() {
    Admission.Greylist greylist = admission.greylist();
    if (greylist == null) {
      return;
    }
    counter("held");
    for (Family f : Family.values()) {
      for (String name : List.of("hold", "ripe")) {
        set(name + f.number, f.type, BOUND + "flags dynamic, timeout; ", "");
      }
      String refuse = " counter name held reject with tcp reset\n";
      steps.append("%s @good%s accept\n".formatted(f.network, f.number));
      steps.append("%s @hold%s%s".formatted(f.source, f.number, refuse));
      steps.append("%s @ripe%s accept\n".formatted(f.source, f.number));
      steps.append(remember("ripe", f, greylist.ripe()));
      steps.append(remember("hold", f, greylist.hold())).append(refuse);
    }
  }

  private static String remember(String set, Family f, Duration time) {
    return "add @%s%s { %s timeout %ds } "
        .formatted(set, f.number, f.source, Math.max(1, time.toSeconds()));
  }
}
