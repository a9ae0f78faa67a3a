package org.redoubt.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.redoubt.decide.Decision;
import org.redoubt.event.Account;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/** What is remembered of an address, a block or an account. */
final class Stories {
  private static final int MOST_VISITORS = 50;
  private static final String SUMS =
      "coalesce(sum(CASE WHEN outcome IN ('wrong-password', 'unknown-account', 'aborted',"
          + " 'refused') THEN attempts END), 0) AS tries,"
          + " coalesce(sum(CASE WHEN outcome = 'unknown-account' THEN attempts END), 0) AS unknown,"
          + " coalesce(sum(outcome = 'success'), 0) AS logins, count(DISTINCT source) AS sources,"
          + " count(DISTINCT account) AS accounts, coalesce(min(at_ms), 0) AS first,"
          + " coalesce(max(at_ms), 0) AS last";

  private static final String MAPPED = "x'00000000000000000000ffff'";

  private final Query query;

  Stories(Query query) {
    this.query = query;
  }

  /** A condition on events. */
  private record Which(String condition, Object... values) {
    static Which of(Prefix block) {
      return new Which(within("source", block), Rows.bytes(block.base()), Rows.last(block));
    }

    static Which of(Account account) {
      return new Which("account = ?", account.name());
    }

    Object[] and(Object more) {
      return Stream.concat(Arrays.stream(values), Stream.of(more)).toArray();
    }
  }

  /** IPv4 is kept as mapped, and yet lies in no block of IPv6. */
  private static String within(String column, Prefix block) {
    String range = column + " BETWEEN ? AND ?";
    return block.base().isV4() ? range : range + " AND substr(" + column + ", 1, 12) <> " + MAPPED;
  }

  Story of(Prefix block, int limit) {
    Set<Decision> decisions = new LinkedHashSet<>(about(block, limit));
    decisions.addAll(
        query.list(
            "SELECT * FROM decision WHERE "
                + within("base", block)
                + " AND length >= ? ORDER BY id DESC LIMIT ?",
            Rows::decision,
            Rows.bytes(block.base()),
            Rows.last(block),
            block.length(),
            limit));
    return new Story(events(Which.of(block), limit), youngest(decisions, limit));
  }

  Story of(Account account, int limit) {
    Set<Decision> decisions =
        new LinkedHashSet<>(
            query.list(
                "SELECT * FROM decision WHERE account = ? ORDER BY id DESC LIMIT ?",
                Rows::decision,
                account.name(),
                limit));
    for (Visitor visitor : visits(account).most()) {
      about(visitor.source().alone(), limit).stream()
          .filter(d -> d.atMillis() >= visitor.fromMillis())
          .filter(d -> d.account() == null || d.account().equals(account))
          .forEach(decisions::add);
    }
    return new Story(events(Which.of(account), limit), youngest(decisions, limit));
  }

  private List<KeptEvent> events(Which which, int limit) {
    return query.list(
        "SELECT * FROM (SELECT * FROM event WHERE "
            + which.condition
            + " ORDER BY weight <> 0 DESC, at_ms DESC, id DESC LIMIT ?)"
            + " ORDER BY at_ms DESC, id DESC",
        Rows::event,
        which.and(limit));
  }

  private static List<Decision> youngest(Set<Decision> decisions, int limit) {
    return decisions.stream()
        .sorted(Comparator.comparingLong(Decision::atMillis).reversed())
        .limit(limit)
        .toList();
  }

  /** Decisions about the block or about a wider one that it is in, but not about everybody. */
  private List<Decision> about(Prefix block, int limit) {
    return query
        .list(
            "SELECT DISTINCT length FROM decision WHERE length BETWEEN 1 AND ?",
            row -> row.getInt(1),
            block.length())
        .stream()
        .flatMap(length -> exactly(Prefix.of(block.base(), length), limit).stream())
        .toList();
  }

  private List<Decision> exactly(Prefix scope, int limit) {
    return query.list(
        "SELECT * FROM decision WHERE base = ? AND length = ? ORDER BY id DESC LIMIT ?",
        Rows::decision,
        Rows.bytes(scope.base()),
        scope.length(),
        limit);
  }

  Visits visits(Prefix block) {
    return visits(Which.of(block));
  }

  Visits visits(Account account) {
    return visits(Which.of(account));
  }

  private Visits visits(Which which) {
    List<Visitor> most =
        query.list(
            "SELECT source, "
                + SUMS
                + " FROM event WHERE source IS NOT NULL AND "
                + which.condition
                + " GROUP BY source ORDER BY tries DESC, last DESC LIMIT ?",
            Stories::visitor,
            which.and(MOST_VISITORS));
    return query
        .list(
            "SELECT " + SUMS + " FROM event WHERE " + which.condition,
            row -> sums(row, most),
            which.values)
        .getFirst();
  }

  private static Visitor visitor(ResultSet row) throws SQLException {
    Address source = Rows.address(row.getBytes("source"));
    return new Visitor(
        source,
        row.getLong("tries"),
        row.getLong("accounts"),
        row.getLong("logins"),
        row.getLong("first"),
        row.getLong("last"));
  }

  private static Visits sums(ResultSet row, List<Visitor> most) throws SQLException {
    return new Visits(
        row.getLong("tries"),
        row.getLong("unknown"),
        row.getLong("logins"),
        row.getLong("sources"),
        row.getLong("accounts"),
        row.getLong("first"),
        row.getLong("last"),
        most);
  }

  /** Accounts that begin with the name and an {@code @}. */
  List<Account> withDomain(String name, int limit) {
    return query.list(
        "SELECT DISTINCT account FROM event WHERE account >= ? AND account < ? LIMIT ?",
        row -> new Account(row.getString(1)),
        name + "@",
        name + "A",
        limit);
  }
}
