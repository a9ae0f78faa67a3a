package org.redoubt.enforce;

import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * The kernel's set for the bans of one family and prefix length, such as {@code ban4_24}.
 *
 * <p>A hash set and a rule that masks the address, because adding one element to an interval set
 * costs time in proportion to what it holds (a second at 100,000), while a hash set for each length
 * in use costs a packet one more look-up and an added ban always the same.
 */
record BanSet(boolean v4, int length) implements Comparable<BanSet> {
  private static final String STEM = "ban";

  static BanSet of(Prefix prefix) {
    return new BanSet(prefix.base().isV4(), prefix.length());
  }

  /** The set of that name, or null when it is not one of ours. */
  static @Nullable BanSet named(String name) {
    int split = name.indexOf('_');
    if (split < 0 || split + 4 < name.length()) {
      return null;
    }
    for (boolean v4 : new boolean[] {true, false}) {
      for (int length = 1; length <= (v4 ? 32 : 128); length++) {
        BanSet set = new BanSet(v4, length);
        if (set.name().equals(name)) {
          return set;
        }
      }
    }
    return null;
  }

  String name() {
    return STEM + (v4 ? 4 : 6) + "_" + length;
  }

  String type() {
    return v4 ? "ipv4_addr" : "ipv6_addr";
  }

  /** What a rule compares with the set: the source address, cut to the length. */
  String source() {
    String field = v4 ? "ip saddr" : "ip6 saddr";
    return length == (v4 ? 32 : 128) ? field : field + " & " + mask();
  }

  private Address mask() {
    return Prefix.of(v4 ? Address.v4(-1) : new Address(-1, -1), length).base();
  }

  @Override
  public int compareTo(BanSet other) {
    int families = Boolean.compare(other.v4, v4);
    return families != 0 ? families : Integer.compare(other.length, length);
  }
}
