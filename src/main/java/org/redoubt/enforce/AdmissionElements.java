package org.redoubt.enforce;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/** The commands that bring what the sets of the admission table hold from one state to the next. */
final class AdmissionElements {
  /** The families, by the number that ends a set's name. */
  private static final List<String> FAMILIES = List.of("4", "6");

  private final long nowMillis;
  private final StringBuilder commands = new StringBuilder();

  private AdmissionElements(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  /** Fills empty sets. */
  static String filling(Admission admission, Collection<Prefix> good, long nowMillis) {
    AdmissionElements elements = new AdmissionElements(nowMillis);
    blocks(admission).forEach((set, prefixes) -> elements.add(set, prefixes));
    elements.add("good", good);
    elements.add(admission.panic(), admission);
    elements.alarm(admission, "");
    return elements.commands.toString();
  }

  /** From one to the other, where the rules are the same. */
  static String changes(Admission before, Admission after, long nowMillis) {
    AdmissionElements elements = new AdmissionElements(nowMillis);
    Map<String, List<Prefix>> old = blocks(before);
    blocks(after)
        .forEach((set, prefixes) -> {
          if (!same(prefixes, old.getOrDefault(set, List.of()))) {
            elements.flush(set);
            elements.add(set, prefixes);
          }
        });
    elements.panic(before.panic(), after);
    if (alarmIn(before) != alarmIn(after)) {
      elements.alarm(after, "flush set " + AdmissionRuleset.TABLE + " alarm\n");
    }
    return elements.commands.toString();
  }

  /** Makes these networks good. */
  static String welcome(Collection<Prefix> networks) {
    AdmissionElements elements = new AdmissionElements(0);
    elements.add("good", networks);
    return elements.commands.toString();
  }

  /** Makes these networks, which are good, strange. */
  static String forget(Collection<Prefix> networks) {
    AdmissionElements elements = new AdmissionElements(0);
    elements.command("delete", "good", networks);
    return elements.commands.toString();
  }

  private static boolean same(List<Prefix> some, List<Prefix> others) {
    return some.equals(others) || new HashSet<>(some).equals(new HashSet<>(others));
  }

  /** Small sets, replaced as a whole. */
  private static Map<String, List<Prefix>> blocks(Admission admission) {
    Map<String, List<Prefix>> blocks = new LinkedHashMap<>();
    blocks.put("exempt", admission.exempt());
    Admission.Panic panic = admission.panic();
    blocks.put("kept", panic == null ? List.of() : panic.kept());
    for (Admission.Access access : admission.access()) {
      blocks.put(AdmissionRuleset.name(access) + "_", access.allowed());
    }
    if (!admission.limits().areNone()) {
      blocks.put("busy", List.copyOf(whole(admission.limits().busy())));
    }
    return blocks;
  }

  /** Networks by their first address: the rules look a client's network up by that. */
  static Set<Prefix> whole(Collection<Prefix> networks) {
    return networks.stream()
        .map(network -> network.base().network().base().alone())
        .collect(Collectors.toSet());
  }

  private void add(String set, Collection<Prefix> prefixes) {
    command("add", set, prefixes);
  }

  private void command(String verb, String set, Collection<Prefix> prefixes) {
    for (String family : FAMILIES) {
      String elements =
          prefixes.stream()
              .filter(prefix -> prefix.base().isV4() == family.equals("4"))
              .map(Prefix::toString)
              .collect(Collectors.joining(", "));
      if (!elements.isEmpty()) {
        command(verb, set + family, elements);
      }
    }
  }

  private void command(String verb, String set, String elements) {
    String table = AdmissionRuleset.TABLE;
    commands.append("%s element %s %s { %s }\n".formatted(verb, table, set, elements));
  }

  private void flush(String set) {
    for (String family : FAMILIES) {
      commands.append("flush set %s %s%s\n".formatted(AdmissionRuleset.TABLE, set, family));
    }
  }

  private void panic(Admission.@Nullable Panic before, Admission after) {
    Admission.Panic panic = after.panic();
    long until = panic == null ? 0 : panic.untilMillis();
    if (until != (before == null ? 0 : before.untilMillis())) {
      commands.append("flush set %s panic\n".formatted(AdmissionRuleset.TABLE));
      add(panic, after);
    }
  }

  /** The ports are elements with a timeout, so that panic ends even without us. */
  private void add(Admission.@Nullable Panic panic, Admission admission) {
    if (panic != null && panic.untilMillis() > nowMillis) {
      long seconds = (panic.untilMillis() - nowMillis + 999) / 1000;
      ports("panic", admission, " timeout " + seconds + "s");
    }
  }

  private void ports(String set, Admission admission, String rest) {
    String elements =
        admission.ports().stream().map(port -> port + rest).collect(Collectors.joining(", "));
    command("add", set, elements);
  }

  private void alarm(Admission admission, String before) {
    switch (alarmIn(admission)) {
      case ON -> {
        commands.append(before);
        ports("alarm", admission, "");
      }
      case OFF -> {
        if (!before.isEmpty()) {
          commands.append(before);
          flush("hold");
          flush("ripe");
        }
      }
    }
  }

  private static Admission.Alarm alarmIn(Admission admission) {
    Admission.Greylist greylist = admission.greylist();
    return greylist == null ? Admission.Alarm.OFF : greylist.alarm();
  }
}
