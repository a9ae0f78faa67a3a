package org.redoubt.enforce;

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
  private boolean touched;

  /** Whether a process, or its socket, is one through which we make changes. */
  interface Maker {
    boolean is(int processId, String name, int port);
  }

  Transactions(Maker ours) {
    this.ours = ours;
  }

  /** Whether somebody else has changed a table of ours, by these messages. */
  boolean changedByOthers(byte[] messages) {
    boolean foreign = false;
    for (NetlinkMessage message : NetlinkMessage.split(messages)) {
      foreign |= foreign(message);
    }
    return foreign;
  }

  private boolean foreign(NetlinkMessage message) {
    int kind = message.nftablesKind();
    if (kind < 0 || touched && kind != NEW_GENERATION) {
      return false;
    }
    if (kind != NEW_GENERATION) {
      touched = Shape.TABLES.contains(message.text(TABLE_NAME));
      return false;
    }
    boolean foreign =
        touched && !ours.is(message.number(PROCESS_ID), message.text(PROCESS_NAME), message.port());
    touched = false;
    return foreign;
  }
}
