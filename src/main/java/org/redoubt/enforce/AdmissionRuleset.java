package org.redoubt.enforce;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The text of the admission table, with its sets empty; {@link AdmissionElements} fills them. Its
 * chain sits at prerouting -160: after the bans, after connection tracking (which counts
 * connections at once) and before addresses are translated.
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
  }

  private final Admission admission;
  private final StringBuilder objects = new StringBuilder();
  private final StringBuilder chains = new StringBuilder();
  private final StringBuilder steps = new StringBuilder();

  private AdmissionRuleset(Admission admission) {
    this.admission = admission;
  }

  /** Makes sure that the table is not there. */
  static String gone() {
    return "add table " + TABLE + "\ndelete table " + TABLE + "\n";
  }

  /** The table, for a transaction in which it was not there. */
  static String text(Admission admission, EnforceSettings.Answer answer) {
    AdmissionRuleset text = new AdmissionRuleset(admission);
    text.exempt();
    text.networks("good");
    text.panic();
    admission.access().forEach(text::access);
    text.steps.append(NEW_ONLY);
    if (!admission.ports().equals(admission.allPorts())) {
      text.steps.append("tcp dport != ").append(ports(admission.ports())).append("accept\n");
    }
    text.limits();
    text.greylist();
    return "table " + TABLE + " {\n" + text.objects + text.chains + refusal(answer) + text.base();
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
        + "; policy accept;\niifname \"lo\" accept\ntcp dport "
        + ports(admission.allPorts())
        + "jump admission\n}\n}\n";
  }

  private static String ports(Collection<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(", ", "{ ", " } "));
  }

  private void exempt() {
    blocks("exempt");
    for (Family f : Family.values()) {
      steps.append("%s @exempt%s accept\n".formatted(f.address, f.number));
    }
  }

  /** Sets of prefixes of any length: small, and changed as a whole. */
  private void blocks(String name) {
    for (Family f : Family.values()) {
      set(name + f.number, f.type, "flags interval; auto-merge; ");
    }
  }

  private void networks(String name) {
    for (Family f : Family.values()) {
      set(name + f.number, f.type, "");
    }
  }

  private void set(String name, String type, String rest) {
    objects.append("set %s { type %s; %s}\n".formatted(name, type, rest));
  }

  private void counter(String name) {
    objects.append("counter ").append(name).append(" { }\n");
  }

  private void panic() {
    set("panic", "inet_service", "flags timeout; ");
    blocks("kept");
    counter("panicked");
    chains.append("chain panicking {\n");
    for (Family f : Family.values()) {
      chains.append("%s @good%s return\n".formatted(f.network, f.number));
      chains.append("%s @kept%s return\n".formatted(f.address, f.number));
    }
    chains.append("counter name panicked goto refuse\n}\n");
    steps.append("tcp dport @panic jump panicking\n");
  }

  /** What the counter of an access is called, and the beginning of its sets' names. */
  static String name(Admission.Access access) {
    return "access_" + access.name();
  }

  private void access(Admission.Access access) {
    String name = name(access);
    blocks(name + "_");
    counter(name);
    String verdict =
        switch (access.stage()) {
          case TRIAL -> "";
          case IN_FORCE -> " goto refuse";
        };
    for (Family f : Family.values()) {
      steps.append(
          "tcp dport %s%s != @%s_%s counter name %s%s\n"
              .formatted(ports(access.ports()), f.address, name, f.number, name, verdict));
    }
  }

  private void limits() {
    Admission.Limits limits = admission.limits();
    if (limits.areNone()) {
      return;
    }
    counter("limited");
    networks("busy");
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
    set(name, family.type, BOUND + memory);
    chains.append(
        "update @%s { %s limit rate over %d/%s burst %d packets } counter name limited goto refuse\n"
            .formatted(name, key, most, unit, most));
  }

  private void open(String of, Family family, String key, int most) {
    if (most == 0) {
      return;
    }
    String name = "open_" + of + family.number;
    set(name, family.type, BOUND + "flags dynamic; ");
    chains.append(
        "add @%s { %s ct count over %d } counter name limited goto refuse\n"
            .formatted(name, key, most));
  }

  /**
   * In use while the ports are in the set {@code alarm}. Refused with a reset in any case: a mail
   * program then knows at once, and comes again.
   */
  private void greylist() {
    Admission.Greylist greylist = admission.greylist();
    if (greylist == null) {
      return;
    }
    counter("held");
    set("alarm", "inet_service", "");
    chains.append("chain greylist {\n");
    for (Family f : Family.values()) {
      for (String name : List.of("hold", "ripe")) {
        set(name + f.number, f.type, BOUND + "flags dynamic, timeout; ");
      }
      String refuse = " counter name held reject with tcp reset\n";
      chains.append("%s @good%s accept\n".formatted(f.network, f.number));
      chains.append("%s @hold%s%s".formatted(f.source, f.number, refuse));
      chains.append("%s @ripe%s accept\n".formatted(f.source, f.number));
      chains.append(remember("ripe", f, greylist.ripe()));
      chains.append(remember("hold", f, greylist.hold())).append(refuse);
    }
    chains.append("}\n");
    steps.append("tcp dport @alarm goto greylist\n");
  }

  private static String remember(String set, Family f, Duration time) {
    return "add @%s%s { %s timeout %ds } "
        .formatted(set, f.number, f.source, Math.max(1, time.toSeconds()));
  }
}
