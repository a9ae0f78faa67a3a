package org.redoubt.enforce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/** An {@link Admission} for ports 110 and 143, written as words such as {@code good|PREFIX}. */
final class AdmissionWords {
  private final List<Prefix> exempt = new ArrayList<>();
  private final List<Prefix> good = new ArrayList<>();
  private final List<Prefix> kept = new ArrayList<>();
  private final List<Prefix> busy = new ArrayList<>();
  private final List<Admission.Access> access = new ArrayList<>();
  private Admission.Rate perSource = Admission.Rate.UNLIMITED;
  private Admission.Rate perNetwork = Admission.Rate.UNLIMITED;
  private int openPerSource;
  private int openPerNetwork;
  private Admission.@Nullable Greylist greylist;
  private long panicSeconds;

  static AdmissionWords read(String... words) {
    AdmissionWords read = new AdmissionWords();
    for (String word : words) {
      List<String> parts = List.of(word.split("\\|", -1));
      read.take(parts.getFirst(), parts.subList(1, parts.size()));
    }
    return read;
  }

  List<Prefix> good() {
    return good;
  }

  private void take(String kind, List<String> values) {
    String first = values.getFirst();
    switch (kind) {
      case "exempt" -> exempt.add(Prefix.of(first));
      case "good" -> good.add(Prefix.of(first));
      case "kept" -> kept.add(Prefix.of(first));
      case "busy" -> busy.add(Prefix.of(first));
      case "trial", "access" -> access.add(access(kind, values));
      case "per-source" -> perSource = hourly(first);
      case "per-network" -> perNetwork = hourly(first);
      case "open-source" -> openPerSource = Integer.parseInt(first);
      case "open-network" -> openPerNetwork = Integer.parseInt(first);
      case "greylist" ->
          greylist =
              new Admission.Greylist(
                  Duration.ofSeconds(Integer.parseInt(first)),
                  Duration.ofHours(1),
                  values.contains("off") ? Admission.Alarm.OFF : Admission.Alarm.ON);
      case "panic" -> panicSeconds = Long.parseLong(first);
      default -> throw new IllegalArgumentException(kind);
    }
  }

  private static Admission.Rate hourly(String connections) {
    return new Admission.Rate(Integer.parseInt(connections), Admission.Rate.Per.HOUR);
  }

  private static Admission.Access access(String kind, List<String> values) {
    SortedSet<Integer> ports = new TreeSet<>(List.of(Integer.valueOf(values.get(0))));
    List<Prefix> allowed = values.subList(1, values.size()).stream().map(Prefix::of).toList();
    return new Admission.Access(
        "p" + values.get(0),
        ports,
        allowed,
        kind.equals("trial") ? Admission.Access.Stage.TRIAL : Admission.Access.Stage.IN_FORCE);
  }

  Admission admission() {
    long until = System.currentTimeMillis() + panicSeconds * 1000;
    return new Admission(
        new TreeSet<>(List.of(110, 143)),
        exempt,
        access,
        new Admission.Limits(perSource, perNetwork, openPerSource, openPerNetwork, 3, busy),
        greylist,
        panicSeconds == 0 ? null : new Admission.Panic(until, kept));
  }
}
