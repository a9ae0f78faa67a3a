package org.redoubt.enforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.EnforceSettings.Firewall;

/** What earlier runs, with other settings, have left in a firewall that we do not keep now. */
public final class Leftovers {
  private Leftovers() {}

  /**
   * One line for people; null where there is nothing, or nothing that we may see.
   *
   * @param kept the firewall that we keep
   */
  public static @Nullable String besides(Firewall kept) {
    List<Firewall> firewalls = in(kept);
    return firewalls.isEmpty()
        ? null
        : "what an earlier run has put there still keeps people out ("
            + String.join(", ", firewalls.stream().map(EnforceSettings::word).toList())
            + "); take it out with: redoubt run --flush";
  }

  private static List<Firewall> in(Firewall kept) {
    List<Firewall> found = new ArrayList<>();
    if (kept != Firewall.NFTABLES && inNftables()) {
      found.add(Firewall.NFTABLES);
    }
    if (kept != Firewall.IPSET && IpsetEnforcer.leftAnything()) {
      found.add(Firewall.IPSET);
    }
    return found;
  }

  private static boolean inNftables() {
    Set<String> ours = new HashSet<>(Shape.TABLES);
    ours.addAll(ListTable.NAMES);
    try {
      return !Shape.of(ours).objects().isEmpty();
    } catch (IOException mayNotSee) {
      return false;
    }
  }

  /**
   * Takes away all that we ever put anywhere: what these settings name, and what is left in the
   * other firewall.
   *
   * @throws IOException when something could not be taken away; the message says what and why
   */
  public static void flush(EnforceSettings settings) throws IOException {
    List<EnforceSettings> all = new ArrayList<>(List.of(settings));
    in(settings.firewall()).forEach(firewall -> all.add(settings.only(firewall)));
    for (EnforceSettings each : all) {
      try (Enforcers enforcers = Enforcers.open(each)) {
        if (enforcers.areNone() && !enforcers.missing().isEmpty()) {
          throw new IOException(enforcers.missing().getFirst().toString());
        }
        enforcers.flush();
      }
    }
  }
}
