package org.redoubt.enforce;

import java.io.IOException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What there is of our ban table, by name: whether its sets can be kept, with what they hold, when
 * all else is written anew.
 *
 * @param sets the ban sets, each defined as we would define it
 * @param strange whether there is also something that we would not have made
 */
record Present(SortedSet<BanSet> sets, boolean strange) {
  private static final Set<String> CHAINS = Set.of("banned", "refuse", "prerouting");
  private static final String TABLE = Ruleset.TABLE.substring("inet ".length());
  private static final int CHAIN = 4;
  private static final int CHAIN_NAME = 3;
  private static final int SET = 10;
  private static final int SET_NAME = 2;
  private static final int SET_FLAGS = 3;
  private static final int SET_KEY_BYTES = 5;
  private static final int TABLE_NAME = 1;
  private static final int ANONYMOUS = 1;
  private static final int WITH_TIMEOUT = 0x10;

  static Present now() throws IOException {
    SortedSet<BanSet> sets = new TreeSet<>();
    boolean[] strange = {false};
    try (Netlink kernel = new Netlink(Netlink.NETFILTER, 0)) {
      kernel.dump(
          CHAIN, chain -> strange[0] |= isOurs(chain) && !CHAINS.contains(chain.text(CHAIN_NAME)));
      kernel.dump(
          SET,
          set -> {
            boolean named = isOurs(set) && (set.number(SET_FLAGS) & ANONYMOUS) == 0;
            BanSet known = named ? known(set) : null;
            strange[0] |= named && known == null;
            if (known != null) {
              sets.add(known);
            }
          });
    }
    return new Present(sets, strange[0]);
  }

  private static boolean isOurs(NetlinkMessage object) {
    return object.text(TABLE_NAME).equals(TABLE);
  }

  private static @Nullable BanSet known(NetlinkMessage set) {
    BanSet named = BanSet.named(set.text(SET_NAME));
    boolean same =
        named != null
            && set.number(SET_FLAGS) == WITH_TIMEOUT
            && set.number(SET_KEY_BYTES) == (named.v4() ? 4 : 16);
    return same ? named : null;
  }
}
