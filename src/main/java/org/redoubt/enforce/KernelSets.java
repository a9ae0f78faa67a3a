package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.redoubt.net.Prefix;

/**
 * What is in our ban sets, changed and read by speaking with the kernel directly: nftables' own
 * library reads a text, keeps a copy of what it has seen, and needs ten times as long. Used by one
 * thread at a time.
 */
final class KernelSets implements Closeable {
  /** Of one transaction; what is more comes after it. */
  private static final int MOST_AT_ONCE = 1 << 14;

  private static final int QUIET_LIMIT = 10;
  private final Netlink kernel = new Netlink(Netlink.NETFILTER, 0);
  private final int port = kernel.port();
  private int sequence;

  KernelSets() throws IOException {}

  /** By which the kernel knows us when it announces our changes. */
  int port() {
    return port;
  }

  /**
   * Makes these changes, for sets that are there: as a whole unless they are very many.
   *
   * @param known prefixes that the kernel may hold already
   */
  void change(Collection<? extends Change> changes, Predicate<Prefix> known, long nowMillis)
      throws IOException {
    List<Change> all = new ArrayList<>(changes);
    GoingOn time = GoingOn.from(nowMillis);
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      List<Change> some = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
      transact(some, known, time.nowMillis());
    }
  }

  private void transact(List<Change> changes, Predicate<Prefix> known, long nowMillis)
      throws IOException {
    Map<BanSet, List<Change>> named = new TreeMap<>();
    Map<BanSet, List<Change>> banned = new TreeMap<>();
    for (Change change : changes) {
      BanSet set = BanSet.of(change.prefix());
      boolean bans = change instanceof Change.Ban ban && ban.untilMillis() > nowMillis;
      if (!bans || known.test(change.prefix())) {
        named.computeIfAbsent(set, s -> new ArrayList<>()).add(change);
      }
      if (bans) {
        banned.computeIfAbsent(set, s -> new ArrayList<>()).add(change);
      }
    }
    // A delete of what is missing fails, and older kernels keep the timeout of what is there:
    // so add, delete, add, which nobody sees the middle of.
    ElementMessages messages = ElementMessages.transaction(++sequence);
    named.forEach((set, elements) -> messages.add(set, elements, nowMillis));
    named.forEach(messages::delete);
    banned.forEach((set, elements) -> messages.add(set, elements, nowMillis));
    if (!messages.isEmpty()) {
      kernel.send(messages.end());
      awaitDone();
    }
  }

  private void awaitDone() throws IOException {
    for (int quiet = 0; quiet < QUIET_LIMIT; ) {
      byte[] sent = kernel.receive();
      quiet += sent.length == 0 ? 1 : 0;
      for (NetlinkMessage message : NetlinkMessage.split(sent)) {
        if (message.type() == NetlinkMessage.ERROR && message.sequence() == sequence) {
          if (message.errno() == 0) {
            return;
          }
          throw new IOException("the kernel refused the bans: errno " + message.errno());
        }
      }
    }
    throw new IOException("the kernel does not say whether it took the bans");
  }

  /** All bans in these sets, which must be there. */
  static List<Change.Ban> list(Collection<BanSet> sets, long nowMillis) throws IOException {
    List<Change.Ban> bans = new ArrayList<>();
    GoingOn time = GoingOn.from(nowMillis);
    try (Netlink kernel = new Netlink(Netlink.NETFILTER, 0)) {
      for (BanSet set : sets) {
        kernel.dump(
            ElementMessages.list(set),
            message -> ElementMessages.read(message, set, time.nowMillis(), bans::add));
      }
    }
    return bans;
  }

  @Override
  public void close() throws IOException {
    kernel.close();
  }
}
