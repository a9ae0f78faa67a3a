package org.redoubt.replay;

import java.util.function.Consumer;
import org.redoubt.decide.Judge;
import org.redoubt.detect.Table;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Attempt;

/**
 * The logins of old logs that tell where accounts are at home: one a day of each account and
 * source. A judge of its own sees the failures too, so that a login which followed guessing is told
 * apart: it would make the guesser familiar. While the site is under alarm, a place that is new to
 * an account counts only when it comes again later, as people's clients do and those who try stolen
 * passwords seldom. Nothing that the judge decides is passed on.
 */
public final class PastLogins implements Consumer<Attempt> {
  private static final long DAY_MILLIS = 86_400_000;
  private static final long AGAIN_MILLIS = 600_000;
  private static final int DAY = 0;
  private static final int FIRST = 0;
  private static final long TRUSTED = -1;

  private final Judge judge;
  private final Consumer<AuthEvent> sink;
  private final Table sent;
  private final Table accounts;
  private final Table networks;
  private final Table pairs;
  private long logins;
  private long distrusted;
  private int trustedPairs;
  private long fromMillis = Long.MAX_VALUE;
  private long toMillis = Long.MIN_VALUE;

  /**
   * What was there. Numbers of different things are exact up to the table sizes of the settings.
   *
   * @param logins all successes
   * @param distrusted those that followed guessing, or came in the middle of an attack
   * @param pairs of account and network
   * @param fromMillis of the oldest login; of no meaning without any
   */
  public record Summary(
      long logins,
      long distrusted,
      int accounts,
      int networks,
      int pairs,
      long fromMillis,
      long toMillis) {}

  public PastLogins(RuleSettings settings, Consumer<AuthEvent> sink) {
    judge = settings.judge(Told.KEY);
    this.sink = sink;
    sent = table(1, settings.detect().familiarPairs());
    accounts = table(0, settings.detect().accounts());
    networks = table(0, settings.detect().networks());
    pairs = table(1, settings.detect().familiarPairs());
  }

  private static Table table(int fields, int maxRows) {
    return new Table(1, fields, maxRows, Told.KEY, (rows, row, now) -> 0);
  }

  @Override
  public void accept(Attempt attempt) {
    judge.observe(Told.event(attempt), decision -> {});
    Account account = attempt.account();
    if (attempt.outcome() != Outcome.SUCCESS || account == null) {
      return;
    }
    logins++;
    long name = Told.KEY.of(account.name());
    if (judge.isAtHome(account, attempt.source(), attempt.atMillis()) && isTrusted(attempt, name)) {
      trusted(attempt, name);
    } else {
      distrusted++;
    }
  }

  private boolean isTrusted(Attempt login, long name) {
    int pair = row(pairs, Told.KEY.of(name, hash(login.source().network())), login);
    long first = pairs.get(pair, FIRST);
    if (first == TRUSTED) {
      return true;
    }
    boolean again = first != 0 && login.atMillis() - first >= AGAIN_MILLIS;
    boolean trusted = again || !judge.detector().isAlarmed();
    if (trusted || first == 0) {
      pairs.set(pair, FIRST, trusted ? TRUSTED : login.atMillis());
    }
    trustedPairs += trusted ? 1 : 0;
    return trusted;
  }

  private void trusted(Attempt login, long name) {
    fromMillis = Math.min(fromMillis, login.atMillis());
    toMillis = Math.max(toMillis, login.atMillis());
    row(accounts, name, login);
    row(networks, hash(login.source().network()), login);
    int row = row(sent, Told.KEY.of(name, hash(login.source().alone())), login);
    long day = Math.floorDiv(login.atMillis(), DAY_MILLIS) + 1;
    if (sent.get(row, DAY) != day) {
      sent.set(row, DAY, day);
      sink.accept(Told.event(login));
    }
  }

  private static long hash(Prefix block) {
    return Told.KEY.of(block.base().hi(), block.base().lo());
  }

  private static int row(Table table, long hash, Attempt login) {
    long key = hash == 0 ? 1 : hash;
    int row = table.find(key);
    return row == Table.NONE ? table.insert(key, login.atMillis()) : row;
  }

  public Summary summary() {
    return new Summary(
        logins, distrusted, accounts.size(), networks.size(), trustedPairs, fromMillis, toMillis);
  }
}
