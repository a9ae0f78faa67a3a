package org.redoubt.daemon;

import org.redoubt.net.PrefixSet;
import org.redoubt.repute.ListState;
import org.redoubt.repute.Lists;

/** Says what becomes of imported lists, and keeps what those that ban shall keep out. */
final class ListNews implements Lists.Listener {
  private volatile PrefixSet banned = PrefixSet.EMPTY;

  @Override
  public void renewed(ListState list) {
    String leftOut = list.leftOut().isEmpty() ? "" : "; left out: " + list.leftOut();
    LogLines.LOG.info("list " + list.name() + ": " + list.blocks() + " blocks" + leftOut);
  }

  @Override
  public void failed(ListState list) {
    LogLines.LOG.warning(
        "list %s cannot be renewed, %d blocks stay: %s"
            .formatted(list.name(), list.blocks(), list.problem()));
  }

  @Override
  public void banned(PrefixSet blocks) {
    banned = blocks;
  }

  /** What shall be kept out; the same object as long as nothing changes. */
  PrefixSet banned() {
    return banned;
  }
}
