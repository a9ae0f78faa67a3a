package org.redoubt.enforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Our tables as the kernel has them, but for what changes in daily use, which is what sets and
 * counters hold. Two are equal when nobody has touched a chain, a rule or a set in between: the
 * numbers that the kernel gives to each are compared too.
 */
record Shape(List<String> objects) {
  /** The names of our tables. */
  static final Set<String> TABLES = Set.of(bare(Ruleset.TABLE), bare(AdmissionRuleset.TABLE));

  static final String ADMISSION = bare(AdmissionRuleset.TABLE);

  private static final int TABLE_NAME = 1;

  /** What to ask for; numbers as in linux/netfilter/nf_tables.h. */
  private enum Kind {
    CHAIN(4),
    RULE(7),
    SET(10);

    private final int question;

    Kind(int question) {
      this.question = question;
    }

    /** Those that tell what it is, and the number that the kernel gave it. */
    int[] attributes() {
      return switch (this) {
        case CHAIN -> new int[] {2, 3, 4, 5, 7}; // handle, name, hook, policy, type
        case RULE -> new int[] {2, 3, 4}; // chain, handle, expressions
        case SET -> new int[] {2, 3, 4, 16}; // name, flags, type of key, handle
      };
    }
  }

  static String bare(String table) {
    return table.substring(table.indexOf(' ') + 1);
  }

  /** How our tables for bans and admission look now. */
  static Shape now() throws IOException {
    return of(TABLES);
  }

  /** How the tables of these names look now; without objects where there are none. */
  static Shape of(Set<String> tables) throws IOException {
    List<String> objects = new ArrayList<>();
    try (Netlink kernel = new Netlink(Netlink.NETFILTER, 0)) {
      for (Kind kind : Kind.values()) {
        kernel.dump(
            kind.question,
            message -> {
              String table = message.text(TABLE_NAME);
              if (tables.contains(table)) {
                objects.add(object(message, kind, table));
              }
            });
      }
    }
    return new Shape(objects);
  }

  private static String object(NetlinkMessage message, Kind kind, String table) {
    StringBuilder out = new StringBuilder(kind.name()).append(' ').append(table);
    for (int attribute : kind.attributes()) {
      out.append(' ').append(HexFormat.of().formatHex(message.attribute(attribute)));
    }
    return out.toString();
  }
}
