package org.redoubt.enforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/** How a file tells its reader who is banned; one ban a line, in the order of the addresses. */
public enum BanFileFormat {
  /** Addresses, and prefixes where it is more than one address. */
  PLAIN {
    @Override
    String line(Change.Ban ban) {
      return ban.prefix().toString();
    }
  },
  /** Prefixes, with the length even for one address. */
  CIDR {
    @Override
    String line(Change.Ban ban) {
      return cidr(ban.prefix());
    }
  },
  /**
   * Definitions {@code redoubt_v4} and {@code redoubt_v6}, for an {@code include} in nftables and
   * the elements of sets there: no prefix lies within another, which a set refuses.
   */
  NFT {
    @Override
    String line(Change.Ban ban) {
      return cidr(ban.prefix());
    }

    @Override
    String text(Collection<Change.Ban> bans) {
      return definition("redoubt_v4", ordered(bans), true)
          + definition("redoubt_v6", ordered(bans), false);
    }
  },
  /** A {@code cidr:} table for Postfix, such as in {@code check_client_access}. */
  POSTFIX {
    @Override
    String line(Change.Ban ban) {
      return cidr(ban.prefix()) + " REJECT too many failed logins from here";
    }
  },
  /** Lines for {@code hosts.deny}; write them to a file of their own. */
  HOSTS_DENY {
    @Override
    String line(Change.Ban ban) {
      Prefix prefix = ban.prefix();
      if (!prefix.base().isV4()) {
        return "ALL: [" + prefix.base() + "]/" + prefix.length();
      }
      Address mask = Prefix.of(Address.v4(-1), prefix.length()).base();
      return "ALL: " + prefix.base() + (prefix.isAlone() ? "" : "/" + mask);
    }
  },
  /** {@code {"bans": [{"prefix": ..., "until": ISO 8601 or null}]}}. */
  JSON {
    @Override
    String line(Change.Ban ban) {
      return "{\"prefix\":\"" + ban.prefix() + "\",\"until\":" + until(ban) + "}";
    }

    @Override
    String text(Collection<Change.Ban> bans) {
      return ordered(bans).stream()
          .map(this::line)
          .collect(Collectors.joining(",\n", "{\"bans\":[\n", "\n]}\n"));
    }
  };

  abstract String line(Change.Ban ban);

  /** The whole content of the file. */
  String text(Collection<Change.Ban> bans) {
    StringBuilder out = new StringBuilder();
    ordered(bans).forEach(ban -> out.append(line(ban)).append('\n'));
    return out.toString();
  }

  private static List<Change.Ban> ordered(Collection<Change.Ban> bans) {
    return bans.stream().sorted(Comparator.comparing(Change.Ban::prefix)).toList();
  }

  private static String cidr(Prefix prefix) {
    return prefix.base() + "/" + prefix.length();
  }

  static String until(Change.Ban ban) {
    return ban.untilMillis() == Change.FOREVER
        ? "null"
        : "\"" + Instant.ofEpochMilli(ban.untilMillis()) + "\"";
  }

  private static String definition(String name, List<Change.Ban> bans, boolean v4) {
    List<Prefix> widest = new ArrayList<>();
    for (Change.Ban ban : bans) {
      Prefix prefix = ban.prefix();
      boolean inside = !widest.isEmpty() && widest.getLast().contains(prefix);
      if (prefix.base().isV4() == v4 && !inside) {
        widest.add(prefix);
      }
    }
    String elements = widest.stream().map(BanFileFormat::cidr).collect(Collectors.joining(",\n  "));
    return "define " + name + (elements.isEmpty() ? " = { }\n" : " = {\n  " + elements + "\n}\n");
  }
}
