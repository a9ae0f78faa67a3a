package org.redoubt.repute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.redoubt.detect.Hearsay;
import org.redoubt.net.Address;
import org.redoubt.net.PrefixSet;
import org.redoubt.repute.ListSettings.As;

/** All imported lists, renewed one after the other by a thread of their own. Safe for threads. */
public final class Lists implements Hearsay, AutoCloseable {
  private static final long LONGEST_SLEEP_MILLIS = 60_000;
  private static final long SHORTEST_SLEEP_MILLIS = 100;

  private final List<ImportedList> all;
  private final List<ImportedList> evidence;
  private final Listener listener;
  private final InstantSource clock;
  private final Thread thread;

  /** Is told what happens, on the thread that renews. */
  public interface Listener {
    /** Something else is in force of this list now. */
    void renewed(ListState list);

    /** It could not be renewed, for a new reason; what was in force still is. */
    void failed(ListState list);

    /** What shall be kept out is something else now. */
    void banned(PrefixSet blocks);
  }

  private Lists(List<ImportedList> all, Listener listener, InstantSource clock) {
    this.all = all;
    this.evidence = all.stream().filter(list -> list.settings().as() == As.EVIDENCE).toList();
    this.listener = listener;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("lists").unstarted(this::run);
  }

  /**
   * Takes up the copies of an earlier run, so that what is on them holds when this returns, and
   * renews from then on.
   *
   * @param folder where copies are kept; made when it is not there
   */
  public static Lists start(
      ReputeSettings settings, Path folder, Listener listener, InstantSource clock)
      throws IOException {
    if (!settings.list().isEmpty()) {
      Files.createDirectories(folder);
    }
    List<ImportedList> all =
        settings.list().stream().map(each -> new ImportedList(each, settings, folder)).toList();
    all.forEach(ImportedList::recall);
    Lists lists = new Lists(all, listener, clock);
    lists.tellBanned();
    if (!all.isEmpty()) {
      lists.thread.start();
    }
    return lists;
  }

  private void run() {
    try {
      while (true) {
        renewDue();
        Thread.sleep(untilDue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renewDue() throws InterruptedException {
    boolean bansChanged = false;
    for (ImportedList list : all) {
      if (list.dueMillis() <= clock.millis() && renew(list)) {
        bansChanged |= list.settings().as() == As.BAN;
      }
    }
    if (bansChanged) {
      tellBanned();
    }
  }

  private boolean renew(ImportedList list) throws InterruptedException {
    String before = list.state().problem();
    boolean changed = list.renew(clock.millis());
    ListState now = list.state();
    if (changed || before != null && now.problem() == null) {
      listener.renewed(now);
    }
    if (now.problem() != null && !now.problem().equals(before)) {
      listener.failed(now);
    }
    return changed;
  }

  private void tellBanned() {
    List<PrefixSet> bans =
        all.stream()
            .filter(list -> list.settings().as() == As.BAN)
            .map(ImportedList::blocks)
            .toList();
    if (!bans.isEmpty()) {
      listener.banned(PrefixSet.union(bans));
    }
  }

  private long untilDue() {
    long next = all.stream().mapToLong(ImportedList::dueMillis).min().orElse(Long.MAX_VALUE);
    return Math.clamp(next - clock.millis(), SHORTEST_SLEEP_MILLIS, LONGEST_SLEEP_MILLIS);
  }

  @Override
  public Saying of(Address source) {
    double nats = 0;
    StringBuilder by = new StringBuilder();
    for (ImportedList list : evidence) {
      if (list.blocks().contains(source)) {
        nats += list.settings().weight();
        by.append(by.isEmpty() ? "" : ", ").append(list.settings().name());
      }
    }
    return by.isEmpty() ? Saying.NOTHING : new Saying(nats, by.toString());
  }

  /** The names of all lists that hold the address, those that ban too. */
  public List<String> holding(Address address) {
    return all.stream()
        .filter(list -> list.blocks().contains(address))
        .map(list -> list.settings().name())
        .toList();
  }

  /** The names of those lists that hold the address and are taken as this. */
  public List<String> holding(Address address, As as) {
    return all.stream()
        .filter(list -> list.settings().as() == as && list.blocks().contains(address))
        .map(list -> list.settings().name())
        .toList();
  }

  public List<ListState> states() {
    return all.stream().map(ImportedList::state).toList();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
