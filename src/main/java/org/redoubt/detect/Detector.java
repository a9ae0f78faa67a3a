package org.redoubt.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * Works out from login attempts who is guessing.
 *
 * <p>Each source carries the log-odds that it guesses, a sequential test (Wald, 1945; for port
 * scans Jung, Paxson, Berger and Balakrishnan, 2004) with a floor at zero, so that nobody earns
 * credit to guess with. New guesses add, a first success takes off, time halves. Networks and
 * regions sum what their sources do, and count only where nobody logs in. A change test over the
 * whole site finds the many who each do little.
 *
 * <p>Time comes with the events; they may be seconds out of order, and a jump backwards loses
 * nothing but the fading in between. No event makes it fail. Memory is bounded by the settings. Not
 * thread-safe.
 */
public final class Detector {
  private final Memory memory;
  private final Weigher weigher;
  private final Scorer scorer;
  private final Failures failures;
  private final Successes successes;
  private final Withdrawals withdrawals;

  public Detector(DetectSettings settings, HashKey key) {
    this(settings, key, Hearsay.NONE);
  }

  /**
   * @param hearsay what others say of sources
   */
  public Detector(DetectSettings settings, HashKey key, Hearsay hearsay) {
    memory = Memory.empty(settings, key);
    weigher = new Weigher(memory);
    scorer = new Scorer(memory, hearsay);
    failures = new Failures(memory, weigher, scorer);
    successes = new Successes(memory, scorer);
    withdrawals = new Withdrawals(memory);
  }

  public DetectSettings settings() {
    return memory.settings();
  }

  /** Takes an event into account and tells the watcher what came of it. */
  public void observe(AuthEvent event, Watcher watcher) {
    passed(event.atMillis(), watcher);
    Address source = event.source();
    if (source == null) {
      return;
    }
    switch (event.outcome()) {
      case SUCCESS -> {
        Account account = event.account();
        if (account != null) {
          successes.succeeded(event, source, account, watcher);
        }
      }
      case WRONG_PASSWORD, UNKNOWN_ACCOUNT, ABORTED, REFUSED ->
          failures.tried(event, source, watcher);
      case TEMPORARY_FAILURE -> withdrawals.withdraw(event, source, watcher);
      case NO_ATTEMPT, LIMIT, PROTOCOL_ERROR -> {}
    }
  }

  /** Time came to this; the state of the site may have changed by it. */
  public void passed(long nowMillis, Watcher watcher) {
    failures.passed(nowMillis, watcher);
  }

  /** An attempt that was held back never came again, as people's clients do: some evidence. */
  public void abandoned(AuthEvent attempt, double share, Watcher watcher) {
    Address source = attempt.source();
    if (source != null) {
      failures.abandoned(attempt, source, share, watcher);
    }
  }

  /** Others say something new of a source: looks whether what it did is too much now. */
  public void reconsider(Address source, long atMillis, Watcher watcher) {
    failures.reconsider(source, atMillis, watcher);
  }

  /**
   * Learns from a success, which may be long ago, where its account is at home, without judging it;
   * whether that is new.
   */
  public boolean learn(AuthEvent success) {
    Address source = success.source();
    return source != null
        && success.account() != null
        && successes.recall(new Attempt(success, source, memory));
  }

  /** Whether the account has logged in from the address's network lately. */
  public boolean isAtHome(Account account, Address source, long atMillis) {
    HashKey key = memory.key();
    long network = key.of(Place.NETWORK.hi(source), Place.NETWORK.lo(source));
    return memory.homes().familiar(key.of(account.name()), network, atMillis);
  }

  /** Tells which accounts exist; every other name is unknown from now on. */
  public void accounts(Iterable<Account> all, long nowMillis) {
    all.forEach(account -> memory.homes().list(memory.key().of(account.name()), nowMillis));
    weigher.accountsAreListed();
  }

  /** How many accounts are known to exist. */
  public int accounts() {
    return memory.homes().accounts().size();
  }

  /** What is known of an attempt before its password is looked at. */
  public Standing standing(AuthEvent question, Address source) {
    Attempt attempt = new Attempt(question, source, memory);
    int row = memory.sources().find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row != Table.NONE) {
      memory.sources().advance(row, attempt.people, attempt.at);
    }
    return new Standing(
        attempt.tier(memory),
        weigher.mayExist(attempt.account),
        memory.homes().wasPassword(attempt.account, question.fingerprint()),
        row == Table.NONE ? 0 : memory.sources().odds(row),
        row == Table.NONE ? 0 : memory.sources().otherOdds(row, attempt.shortName()),
        attempt.people,
        attempt.account,
        attempt.network,
        memory.site().alarmed(),
        memory.besieged().networks(attempt.account, attempt.at));
  }

  /**
   * The block is banned until then: what still comes from it is not weighed.
   *
   * @param block a source's, network's or region's block, as a finding gave it; others are ignored
   */
  public void banned(Prefix block, long untilMillis) {
    hold(block, untilMillis, Networks.BANNED);
  }

  /** What was found of the block has been told, and shall not be found again before then. */
  public void told(Prefix block, long untilMillis) {
    hold(block, untilMillis, Networks.TOLD);
  }

  private void hold(Prefix block, long untilMillis, int how) {
    Address address = block.base();
    for (Place place : Place.ALL) {
      int row = place.of(address).equals(block) ? rowOf(place, address) : Table.NONE;
      if (row != Table.NONE && place == Place.SOURCE) {
        memory.sources().hold(row, untilMillis);
      } else if (row != Table.NONE) {
        memory.networks().hold(row, untilMillis, how);
      }
    }
  }

  private int rowOf(Place place, Address address) {
    return place == Place.SOURCE
        ? memory.sources().find(place.hi(address), place.lo(address))
        : memory.networks().find(place, address);
  }

  /** Forgets all evidence against the sources and networks in the block. */
  public void forgive(Prefix block) {
    forgive(memory.sources().table(), block);
    forgive(memory.networks().table(), block);
  }

  private static void forgive(Table table, Prefix block) {
    List<long[]> keys = new ArrayList<>();
    table.forEach(row -> {
      long hi = table.keyHi(row);
      long lo = table.keyLo(row);
      if (Place.prefix(hi, lo).overlaps(block)) {
        keys.add(new long[] {hi, lo});
      }
    });
    for (long[] key : keys) {
      table.remove(table.find(key[0], key[1]));
    }
  }

  /** Why the source has the score it has, or null when nothing is known of it. */
  public @Nullable Explanation explain(Address source, long atMillis) {
    int row = memory.sources().find(Place.SOURCE.hi(source), Place.SOURCE.lo(source));
    if (row == Table.NONE) {
      return null;
    }
    double people = memory.people().count(Place.SOURCE, source, atMillis);
    memory.sources().advance(row, people, atMillis);
    return scorer.explain(source, row, atMillis);
  }

  /** The log-odds that the source guesses; 0 when nothing is known of it. */
  public double score(Address source, long atMillis) {
    Explanation why = explain(source, atMillis);
    return why == null ? 0 : why.score();
  }

  /** Sources that look like one attacker, as far as is known. */
  public List<Campaign> campaigns() {
    return memory.campaigns().all();
  }

  /** Whether everybody fails at present: the server's own trouble. */
  public boolean isOutage() {
    return memory.outage().on();
  }

  /** Whether many strangers fail at once at present. */
  public boolean isAlarmed() {
    return memory.site().alarmed();
  }

  /** The networks (/24, /48) from which somebody has logged in within the last month. */
  public List<Prefix> peopledNetworks(long atMillis) {
    return memory.people().networks(atMillis);
  }

  /** The networks (/24, /48) from which at least so many accounts log in. */
  public List<Prefix> busyNetworks(int accounts, long atMillis) {
    return peopledNetworks(atMillis).stream()
        .filter(network -> people(network.base(), atMillis) >= accounts)
        .toList();
  }

  /** About how many accounts have logged in lately from the network (/24, /48) of the address. */
  public double people(Address address, long atMillis) {
    return memory.people().count(Place.NETWORK, address, atMillis);
  }

  /** How many accounts have logged in within the last month. */
  public int accountsLately(long atMillis) {
    return memory.homes().usedWithin(People.MEMORY_DAYS, atMillis);
  }

  /** Writes all that was learned; the single pieces of evidence are not kept. */
  public void save(DataOutput out) throws IOException {
    memory.save(out);
  }

  /**
   * Reads what was saved; to be called before the first event.
   *
   * @throws IOException when it is damaged, of another version or of another key; this detector is
   *     then of no use, and a new one knows nothing
   */
  public void load(DataInput in) throws IOException {
    memory.load(in);
  }

  /** Bytes held by the tables. */
  public long bytes() {
    return memory.tables().stream().mapToLong(Table::bytes).sum();
  }
}
