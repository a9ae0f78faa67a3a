package org.redoubt.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.redoubt.decide.Ban;
import org.redoubt.decide.Decision;
import org.redoubt.event.Account;
import org.redoubt.net.Prefix;

/**
 * The memory of one machine, in SQLite. Safe for threads, which take turns; every method throws
 * {@link AuditException} when the disk or the file will not do.
 */
public final class AuditStore implements AutoCloseable {
  private static final int FREED_PAGES_AT_ONCE = 4_000;
  private static final String IN_FORCE =
      "SELECT base, length, at_ms, until_ms, decided_by, because, score, rung FROM decision d WHERE kind = 'ban' AND until_ms > ? AND NOT EXISTS (SELECT 1 FROM"
          + " decision n WHERE n.base = d.base AND n.length = d.length AND n.id > d.id AND n.kind"
          + " IN ('ban', 'lift')) ORDER BY id";

  private final Database database;
  private final Query query;
  private final Stories stories;

  private AuditStore(Database database) {
    this.database = database;
    query = new Query(database);
    stories = new Stories(query);
  }

  /** Opens the store in the folder, which is made with its tables when they are not there. */
  public static AuditStore open(Path folder) {
    return new AuditStore(Database.open(folder));
  }

  /** Where a corrupt file was moved when one was found; to be told to the admin. */
  public synchronized Optional<Path> movedAside() {
    return Optional.ofNullable(database.movedAside());
  }

  /** Stores the batch whole or not at all; it is left as it is. */
  public synchronized void write(Batch batch) {
    if (!batch.isEmpty()) {
      change(connection -> insert(connection, batch));
    }
  }

  private static void insert(Connection connection, Batch batch) throws SQLException {
    try (PreparedStatement event = connection.prepareStatement(Rows.INSERT_EVENT);
        PreparedStatement decision = connection.prepareStatement(Rows.INSERT_DECISION);
        PreparedStatement login = connection.prepareStatement(Rows.INSERT_LOGIN);
        PreparedStatement position =
            connection.prepareStatement("INSERT OR REPLACE INTO position VALUES (?, ?)")) {
      for (KeptEvent kept : batch.events) {
        Rows.set(event, kept);
        event.executeUpdate();
      }
      for (Decision decided : batch.decisions) {
        Rows.set(decision, decided);
        decision.executeUpdate();
      }
      for (KnownLogin known : batch.logins) {
        Rows.set(login, known);
        login.executeUpdate();
      }
      for (Map.Entry<String, String> mark : batch.positions.entrySet()) {
        position.setString(1, mark.getKey());
        position.setString(2, mark.getValue());
        position.executeUpdate();
      }
    }
  }

  /** How far each input had been read, by its name. */
  public synchronized Map<String, String> positions() {
    Map<String, String> marks = new HashMap<>();
    for (Map.Entry<String, String> mark :
        query.list(
            "SELECT * FROM position", row -> Map.entry(row.getString(1), row.getString(2)))) {
      marks.put(mark.getKey(), mark.getValue());
    }
    return marks;
  }

  /**
   * Gives the latest ban of each scope, as far as it runs beyond this time and was not lifted,
   * oldest first; one at a time, since there may be many.
   */
  public synchronized void bansInForce(long atMillis, Consumer<Ban> taker) {
    query.each(IN_FORCE, row -> taker.accept(Rows.ban(row)), atMillis);
  }

  /** The bans of exactly this scope since a time, oldest first: what the ladder climbs on. */
  public synchronized List<Decision> bansOf(Prefix scope, long sinceMillis) {
    return query.list(
        "SELECT * FROM decision WHERE base = ? AND length = ? AND kind = 'ban' AND at_ms >= ?"
            + " ORDER BY id",
        Rows::decision,
        Rows.bytes(scope.base()),
        scope.length(),
        sinceMillis);
  }

  /** The latest decisions, the youngest first. */
  public synchronized List<Decision> decisions(int limit) {
    return query.list("SELECT * FROM decision ORDER BY id DESC LIMIT ?", Rows::decision, limit);
  }

  /** The latest kept events, the youngest first. */
  public synchronized List<KeptEvent> events(int limit) {
    return query.list("SELECT * FROM event ORDER BY id DESC LIMIT ?", Rows::event, limit);
  }

  /** What came from this block, and the decisions about it, in it and around it. */
  public synchronized Story why(Prefix block, int limit) {
    return stories.of(block, limit);
  }

  /** What was tried at this account, what was found, and what was decided about who tried. */
  public synchronized Story why(Account account, int limit) {
    return stories.of(account, limit);
  }

  /** Who came from this block, in sums. */
  public synchronized Visits visits(Prefix block) {
    return stories.visits(block);
  }

  /** Who came to this account, in sums. */
  public synchronized Visits visits(Account account) {
    return stories.visits(account);
  }

  /** Accounts seen that are this name with a domain. */
  public synchronized List<Account> withDomain(String name, int limit) {
    return stories.withDomain(name, limit);
  }

  /** Gives who logged in from where since a time, by account. */
  public synchronized void logins(long sinceMillis, Consumer<KnownLogin> taker) {
    query.each(
        "SELECT * FROM login WHERE at_ms >= ? ORDER BY account, network, protocol",
        row -> taker.accept(Rows.login(row)),
        sinceMillis);
  }

  /** Never to be banned until {@link #disallow}; says so again when it was there already. */
  public synchronized void allow(AllowedPrefix allowed) {
    Prefix scope = allowed.scope();
    update(
        "INSERT OR REPLACE INTO allowed VALUES (?, ?, ?, ?, ?, ?)",
        Rows.bytes(scope.base()),
        scope.length(),
        scope.toString(),
        allowed.addedMillis(),
        allowed.untilMillis(),
        allowed.because());
  }

  /** Whether it was on the list. */
  public synchronized boolean disallow(Prefix scope) {
    return update(
            "DELETE FROM allowed WHERE base = ? AND length = ?",
            Rows.bytes(scope.base()),
            scope.length())
        > 0;
  }

  public synchronized List<AllowedPrefix> allowed() {
    return query.list(
        "SELECT * FROM allowed ORDER BY base, length",
        row ->
            new AllowedPrefix(
                Rows.scope(row),
                row.getLong("added_ms"),
                row.getLong("until_ms"),
                row.getString("because")));
  }

  /** Keeps what a part of the program wants to find again after a restart. */
  public synchronized void saveState(String key, byte[] value, long savedMillis) {
    update("INSERT OR REPLACE INTO state VALUES (?, ?, ?)", key, savedMillis, value);
  }

  public synchronized Optional<byte[]> state(String key) {
    return query.list("SELECT value FROM state WHERE key = ?", row -> row.getBytes(1), key).stream()
        .findFirst();
  }

  /** Forgets a bounded number of what is too old or too much; call it now and then. */
  public synchronized int forget(AuditSettings settings, long nowMillis) {
    int gone = new Retention(settings, nowMillis).forgetSome(this::update, query::number);
    if (gone > 0) {
      giveBackSpace();
    }
    return gone;
  }

  /** Outside a transaction, and by {@code executeUpdate}, the only call that runs it to its end. */
  private void giveBackSpace() {
    try (Statement statement = database.connection().createStatement()) {
      statement.executeUpdate("PRAGMA incremental_vacuum(" + FREED_PAGES_AT_ONCE + ")");
    } catch (SQLException e) {
      throw Database.explained(database.file(), e);
    }
  }

  /** Makes the file full at this size, as a full disk would. */
  synchronized void limitPages(int pages) {
    query.number("PRAGMA max_page_count = " + pages);
  }

  /** A change in a transaction of its own. */
  @FunctionalInterface
  private interface Change {
    void apply(Connection connection) throws SQLException;
  }

  private void change(Change change) {
    try {
      transact(change);
    } catch (SQLException e) {
      if (!Database.isCorrupt(e)) {
        throw Database.explained(database.file(), e);
      }
      try {
        database.replaceCorrupt();
        transact(change);
      } catch (SQLException again) {
        throw Database.explained(database.file(), again);
      }
    }
  }

  /** By statements: the driver does not notice that SQLite rolled back itself. */
  private void transact(Change change) throws SQLException {
    Connection connection = database.connection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        change.apply(connection);
        statement.execute("COMMIT");
      } catch (SQLException e) {
        rollBack(statement, e);
        throw e;
      }
    }
  }

  private static void rollBack(Statement statement, SQLException cause) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  private int update(String sql, Object... values) {
    int[] count = {0};
    change(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        Query.bind(statement, values);
        count[0] = statement.executeUpdate();
      }
    });
    return count[0];
  }

  @Override
  public synchronized void close() {
    try (Statement statement = database.connection().createStatement()) {
      statement.execute("PRAGMA optimize");
    } catch (SQLException e) {
      // closing matters more
    }
    try {
      database.close();
    } catch (SQLException e) {
      throw Database.explained(database.file(), e);
    } catch (IOException e) {
      throw new AuditException(database.file() + ": " + e.getMessage(), e);
    }
  }
}
