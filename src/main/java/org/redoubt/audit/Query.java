package org.redoubt.audit;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads rows; every method throws {@link AuditException} when the file will not do. */
final class Query {
  private final Database database;

  Query(Database database) {
    this.database = database;
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> list(String sql, RowReader<T> reader, Object... values) {
    List<T> found = new ArrayList<>();
    each(sql, row -> found.add(reader.read(row)), values);
    return found;
  }

  /** Takes one row after the other, so that they need not fit into memory. */
  @FunctionalInterface
  interface RowTaker {
    void take(ResultSet row) throws SQLException;
  }

  void each(String sql, RowTaker taker, Object... values) {
    try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    } catch (SQLException e) {
      throw Database.explained(database.file(), e);
    }
  }

  long number(String sql) {
    return list(sql, row -> row.getLong(1)).getFirst();
  }

  static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }
}
