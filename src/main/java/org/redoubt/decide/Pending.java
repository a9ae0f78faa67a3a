package org.redoubt.decide;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.detect.HashKey;
import org.redoubt.detect.Table;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;

/**
 * Passwords that strangers presented and that were not looked at: the same one from the same
 * network some time later may be. People's clients come again by themselves; who has ten thousand
 * addresses and one try for each does not.
 */
final class Pending {
  private static final int MOST = 262_144;
  private static final int MOST_OF_A_NETWORK = 64;
  private static final int NETWORKS = 65_536;
  private static final int MOST_WAITING = 65_536;
  private static final long APART_SECONDS = 30;
  private static final long FORGOTTEN_SECONDS = 43_200;
  private static final long GIVEN_UP_MILLIS = 900_000;
  private static final double NEVER_AGAIN_SHARE = 0.7;

  /** People's clients come again, and find that too many strangers did. */
  private static final double CAME_AGAIN_SHARE = 0.1;

  /** The first second in the upper half, the last that counted in the lower. */
  private static final int TIMES = 0;

  private static final int VISITS = 1;
  private static final int VERIFIED = 1 << 30;

  private final HashKey key;
  private final Table visits;
  private final Table networks;
  private final Table newest;
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

  /**
   * A password that was never looked at.
   *
   * @param failure the question as a failure of now
   * @param share how much it says, of a failure
   */
  record GivenUp(AuthEvent failure, double share) {}

  private record Waiting(AuthEvent question, long key) {}

  Pending(HashKey key) {
    this.key = key;
    visits = new Table(1, 2, MOST, key, Pending::worth);
    networks = new Table(1, 1, NETWORKS, key, (table, row, now) -> table.get(row, 0));
    newest = new Table(1, 1, NETWORKS, key, (table, row, now) -> table.get(row, 0) >>> 32);
  }

  private static double worth(Table table, int row, long nowMillis) {
    return (table.get(row, TIMES) & 0xffff_ffffL) + 600.0 * (table.get(row, VISITS) & VERIFIED - 1);
  }

  /**
   * The password was presented.
   *
   * @return how often by now, with half a minute in between; 0 when its network has too many others
   */
  int presented(AuthEvent question, long account, long network) {
    long now = question.atMillis() / 1000;
    long id = key.of(key.of(account, question.fingerprint()), network);
    int row = visits.find(id);
    if (row == Table.NONE && !mayAdd(network, question.atMillis())) {
      return 0;
    }
    if (row == Table.NONE || now - first(row) > FORGOTTEN_SECONDS || now < first(row)) {
      row = row == Table.NONE ? visits.insert(id, question.atMillis()) : row;
      visits.set(row, TIMES, now << 32 | now);
      visits.set(row, VISITS, 1);
      newest(key.of(account, network), now << 32 | id >>> 32, question.atMillis());
      await(question, id);
    } else if (now - last(row) >= APART_SECONDS) {
      visits.set(row, TIMES, first(row) << 32 | now);
      visits.set(row, VISITS, visits.get(row, VISITS) + 1);
    }
    return (int) visits.get(row, VISITS) & VERIFIED - 1;
  }

  private void newest(long pair, long secondAndId, long nowMillis) {
    int row = newest.find(pair);
    newest.set(row == Table.NONE ? newest.insert(pair, nowMillis) : row, 0, secondAndId);
  }

  /** Whether no other password was presented later for the account from the network. */
  boolean isNewest(AuthEvent question, long account, long network) {
    int row = newest.find(key.of(account, network));
    long id = key.of(key.of(account, question.fingerprint()), network);
    return row != Table.NONE && (int) newest.get(row, 0) == (int) (id >>> 32);
  }

  /** The password is being looked at now. */
  void verified(AuthEvent question, long account, long network) {
    int row = visits.find(key.of(key.of(account, question.fingerprint()), network));
    if (row != Table.NONE) {
      visits.set(row, VISITS, visits.get(row, VISITS) | VERIFIED);
    }
  }

  /** Seconds since the password was first presented. */
  long ageSeconds(AuthEvent question, long account, long network) {
    int row = visits.find(key.of(key.of(account, question.fingerprint()), network));
    return row == Table.NONE ? 0 : question.atMillis() / 1000 - first(row);
  }

  private long first(int row) {
    return visits.get(row, TIMES) >>> 32;
  }

  private long last(int row) {
    return visits.get(row, TIMES) & 0xffff_ffffL;
  }

  /** One network may not fill the table: so many new ones an hour. */
  private boolean mayAdd(long network, long nowMillis) {
    int row = networks.find(network);
    row = row == Table.NONE ? networks.insert(network, nowMillis) : row;
    long hour = nowMillis / 3_600_000;
    long state = networks.get(row, 0);
    long count = state >>> 16 == hour ? state & 0xffff : 0;
    networks.set(row, 0, hour << 16 | Math.min(count + 1, 0xffff));
    return count < MOST_OF_A_NETWORK;
  }

  private void await(AuthEvent question, long id) {
    if (waiting.size() == MOST_WAITING) {
      waiting.removeFirst();
    }
    waiting.addLast(new Waiting(question, id));
  }

  /**
   * One that was presented a quarter of an hour ago and never looked at, as a failure of now; null
   * when there is none.
   */
  @Nullable GivenUp nextGivenUp(long nowMillis) {
    while (!waiting.isEmpty()
        && nowMillis - waiting.getFirst().question().atMillis() >= GIVEN_UP_MILLIS) {
      Waiting first = waiting.removeFirst();
      int row = visits.find(first.key());
      if (row != Table.NONE && visits.get(row, VISITS) < VERIFIED) {
        double share = visits.get(row, VISITS) == 1 ? NEVER_AGAIN_SHARE : CAME_AGAIN_SHARE;
        return new GivenUp(asFailure(first.question(), nowMillis), share);
      }
    }
    return null;
  }

  private static AuthEvent asFailure(AuthEvent question, long nowMillis) {
    return new AuthEvent(
        nowMillis,
        question.protocol(),
        Outcome.WRONG_PASSWORD,
        question.source(),
        question.account(),
        1,
        question.session(),
        question.fingerprint());
  }

  List<Table> tables() {
    return List.of(visits, networks);
  }
}
