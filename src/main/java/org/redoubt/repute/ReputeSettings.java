package org.redoubt.repute;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.redoubt.net.Address;

/**
 * Whom to hear about addresses.
 *
 * @param list imported lists
 * @param zone DNS blocklists
 * @param listMostBytes a longer list is refused
 * @param listMostBlocks how many blocks of a list are taken
 * @param resolvers which name servers are asked; empty for those of /etc/resolv.conf
 * @param answers how many answers of DNS blocklists are remembered
 * @param countryFile an MMDB file with countries; empty for none
 * @param asnFile an MMDB file with the numbers and names of networks' owners; empty for none
 */
public record ReputeSettings(
    List<ListSettings> list,
    List<ZoneSettings> zone,
    long listMostBytes,
    int listMostBlocks,
    List<Address> resolvers,
    int answers,
    String countryFile,
    String asnFile) {
  /** Nobody is heard. */
  public static final ReputeSettings DEFAULTS =
      new ReputeSettings(List.of(), List.of(), 64 << 20, 1_000_000, List.of(), 50_000, "", "");

  private static final int MOST_LISTS = 50;
  private static final int MOST_ZONES = 16;

  /** Some 90 bytes of kernel memory each. */
  private static final long MOST_BANNED = 4_000_000;

  public ReputeSettings {
    list = List.copyOf(list);
    zone = List.copyOf(zone);
    resolvers = List.copyOf(resolvers);
    distinct("list", list.stream().map(ListSettings::name).toList(), MOST_LISTS);
    distinct("zone", zone.stream().map(ZoneSettings::name).toList(), MOST_ZONES);
    long bans = list.stream().filter(each -> each.as() == ListSettings.As.BAN).count();
    if (bans * listMostBlocks > MOST_BANNED) {
      throw new IllegalArgumentException(
          bans
              + " lists of bans may hold more than "
              + MOST_BANNED
              + " blocks: lower \"list-most-blocks\"");
    }
    if (listMostBytes < 1 || listMostBlocks < 1 || answers < 1) {
      throw new IllegalArgumentException("bounds must be at least 1");
    }
  }

  private static void distinct(String what, List<String> names, int most) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("every [[repute." + what + "]] needs a \"name\"");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("[[repute." + what + "]] " + name + " is there twice");
      }
    }
    if (names.size() > most) {
      throw new IllegalArgumentException("at most " + most + " of [[repute." + what + "]]");
    }
  }
}
