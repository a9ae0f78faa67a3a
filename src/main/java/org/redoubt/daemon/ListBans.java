package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redoubt.enforce.ListTable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixSet;

/**
 * Keeps out who is on imported lists that ban, but for whom we never ban: a thread looks every
 * {@value #LOOK_MILLIS} ms whether the lists, the spared or the kernel have changed. The kernel
 * forgets them some days after we are gone, so they are loaded anew every day.
 */
final class ListBans implements Closeable {
  static final long LOOK_MILLIS = 2_000;
  private static final long RENEW_MILLIS = Duration.ofDays(1).toMillis();
  private static final long PAUSE_MILLIS = 60_000;
  private static final int MOST_NAMED = 5;

  private final ListTable table;
  private final Supplier<PrefixSet> lists;
  private final Spared spared;
  private final Court court;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile PrefixSet loaded = PrefixSet.EMPTY;
  private volatile PrefixSet sparedNow = PrefixSet.EMPTY;
  private long loadedMillis = Long.MIN_VALUE;
  private volatile @Nullable String problem;

  private ListBans(
      ListTable table, Supplier<PrefixSet> lists, Spared spared, Court court, InstantSource clock) {
    this.table = table;
    this.lists = lists;
    this.spared = spared;
    this.court = court;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("list-bans").unstarted(this::run);
  }

  static ListBans start(
      ListTable table, Supplier<PrefixSet> lists, Spared spared, Court court, InstantSource clock) {
    ListBans bans = new ListBans(table, lists, spared, court, clock);
    bans.thread.start();
    return bans;
  }

  /** What hinders it now, or null. */
  @Nullable String problem() {
    return problem;
  }

  /** Whether the firewall keeps the address out for a list's sake. */
  boolean keepsOut(Address address) {
    return loaded.contains(address) && !sparedNow.contains(address);
  }

  private void run() {
    try {
      do {
        step();
      } while (!closing.await(problem == null ? LOOK_MILLIS : PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() {
    try {
      look();
      problem = null;
    } catch (IOException e) {
      if (problem == null) {
        LogLines.LOG.severe("lists cannot be enforced, trying again: " + e.getMessage());
      }
      problem = String.valueOf(e.getMessage());
    }
  }

  private void look() throws IOException {
    PrefixSet wanted = lists.get();
    PrefixSet spare = spared.now();
    boolean whole = table.isWhole();
    if (loadedMillis != Long.MIN_VALUE && !whole) {
      LogLines.LOG.warning("the firewall's table of lists was not as wanted: loaded anew");
    }
    boolean old = loadedMillis == Long.MIN_VALUE || clock.millis() - loadedMillis > RENEW_MILLIS;
    if (!wanted.equals(loaded) || !whole || old) {
      load(wanted, spare);
    } else if (!spare.equals(sparedNow)) {
      table.spare(spare);
    }
    sparedNow = spare;
  }

  private void load(PrefixSet wanted, PrefixSet spare) throws IOException {
    if (wanted.isEmpty()) {
      table.flush();
    } else {
      table.load(wanted, spare);
      warn(wanted, spare);
    }
    loaded = wanted;
    loadedMillis = clock.millis();
  }

  /** A list is somebody else's: it may hold people of ours. */
  private void warn(PrefixSet wanted, PrefixSet spare) {
    List<Prefix> homes =
        court.ask(judge -> judge.detector().peopledNetworks(clock.millis())).stream()
            .filter(network -> wanted.overlaps(network) && !spare.contains(network.base()))
            .toList();
    LogLines.LOG.info(wanted.size() + " blocks of imported lists are kept out");
    if (!homes.isEmpty()) {
      LogLines.LOG.warning(
          "imported lists keep out parts of %d networks from which people log in, among them %s"
              .formatted(homes.size(), homes.subList(0, Math.min(MOST_NAMED, homes.size()))));
    }
  }

  /** Stops looking; what is kept out stays so. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    table.close();
  }
}
