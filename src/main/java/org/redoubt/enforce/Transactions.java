package org.redoubt.enforce;

import java.util.HashSet;
import java.util.Set;

/**
 * Tells who changed our tables from what the kernel announces: the messages of a transaction, each
 * with its table's name, then one about the new generation with the process that made it (see
 * linux/netfilter/nf_tables.h). Not thread-safe.
 */
final class Transactions {
  private static final int NEW_GENERATION = 15;
  private static final int TABLE_NAME = 1;
  private static final int PROCESS_ID = 2;
  private static final int PROCESS_NAME = 3;

  private final Maker ours;
  private final Set<String> touched = new HashSet<>();

  /** Whether a process, or its socket, is one through which we make changes. */
  interface Maker {
    boolean is(int processId, String name, int port);
  }

  Transactions(Maker ours) {
    this.ours = ours;
  }

  /** The tables of ours that somebody else has changed, by these messages. */
  Set<String> changedByOthers(byte[] messages) {
    Set<String> foreign = new HashSet<>();
    for (NetlinkMessage message : NetlinkMessage.split(messages)) {
      look(message, foreign);
    }
    return foreign;
  }

  private void look(NetlinkMessage message, Set<String> foreign) {
    int kind = message.nftablesKind();
    if (kind < 0) {
      return;
    }
    if (kind != NEW_GENERATION) {
      String table = message.text(TABLE_NAME);
      if (Shape.TABLES.contains(table)) {
        touched.add(table);
      }
      return;
    }
    if (!ours.is(message.number(PROCESS_ID), message.text(PROCESS_NAME), message.port())) {
      foreign.addAll(touched);
    }
    touched.clear();
  }
}
