package org.redoubt.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables, as numbered scripts that are run once each, in order. A script that was run must not
 * change afterwards: its checksum is kept.
 */
final class Schema {
  private static final List<String> SCRIPTS = List.of("001-start", "002-subject", "003-login");

  private Schema() {}

  /** Runs the scripts that this database has not seen; one transaction each. */
  static void bringUp(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS migration (script TEXT PRIMARY KEY, checksum TEXT NOT NULL)");
      refuseYounger(statement);
      for (String script : SCRIPTS) {
        String sql = load(script);
        String known = checksum(connection, script);
        if (known == null) {
          run(connection, script, sql);
        } else if (!known.equals(checksum(sql))) {
          throw new SQLException("script " + script + " is not the one that made these tables");
        }
      }
    }
  }

  private static void refuseYounger(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT max(script) FROM migration")) {
      String last = rows.next() ? rows.getString(1) : null;
      if (last != null && last.compareTo(SCRIPTS.getLast()) > 0) {
        throw new SQLException("it was written by a newer version (its tables are " + last + ")");
      }
    }
  }

  private static @Nullable String checksum(Connection connection, String script)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT checksum FROM migration WHERE script = ?")) {
      query.setString(1, script);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  private static void run(Connection connection, String script, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      for (String part : sql.split(";\n", -1)) {
        if (!part.isBlank()) {
          statement.execute(part);
        }
      }
      statement.execute(
          "INSERT INTO migration VALUES ('%s', '%s')".formatted(script, checksum(sql)));
      statement.execute("COMMIT");
    }
  }

  private static String load(String script) {
    try (InputStream in = Schema.class.getResourceAsStream("/audit/" + script + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("script missing from the program: " + script);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String checksum(String sql) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
