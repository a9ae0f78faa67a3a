package org.redoubt.audit;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Ban;
import org.redoubt.decide.Decision;
import org.redoubt.detect.Evidence;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Values to rows and back. */
final class Rows {
  static final String INSERT_EVENT =
      "INSERT INTO event (at_ms, source, source_text, account, protocol, outcome, attempts, reason,"
          + " weight, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  static final String INSERT_DECISION =
      "INSERT INTO decision (at_ms, kind, base, length, scope_text, until_ms, decided_by, because,"
          + " score, rung, evidence, subject, account) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  static final String INSERT_LOGIN = "INSERT OR REPLACE INTO login VALUES (?, ?, ?, ?, ?)";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<List<Evidence>> EVIDENCE = new TypeReference<>() {};

  private Rows() {}

  static byte[] bytes(Address address) {
    return ByteBuffer.allocate(16).putLong(address.hi()).putLong(address.lo()).array();
  }

  /** The last address of the block. */
  static byte[] last(Prefix block) {
    int length = block.mappedLength();
    long hi = length >= 64 ? 0 : -1L >>> length;
    long lo = length >= 128 ? 0 : length <= 64 ? -1L : -1L >>> length - 64;
    return bytes(new Address(block.base().hi() | hi, block.base().lo() | lo));
  }

  static Address address(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Address(buffer.getLong(), buffer.getLong());
  }

  static Prefix scope(ResultSet row) throws SQLException {
    return Prefix.of(address(row.getBytes("base")), row.getInt("length"));
  }

  static void set(PreparedStatement insert, KnownLogin login) throws SQLException {
    insert.setString(1, login.account().name());
    insert.setBytes(2, bytes(login.source().network().base()));
    insert.setString(3, login.protocol().word());
    insert.setBytes(4, bytes(login.source()));
    insert.setLong(5, login.atMillis());
  }

  static KnownLogin login(ResultSet row) throws SQLException {
    Protocol protocol = Protocol.of(row.getString("protocol"));
    return new KnownLogin(
        Account.of(row.getString("account")),
        address(row.getBytes("source")),
        protocol == null ? Protocol.UNKNOWN : protocol,
        row.getLong("at_ms"));
  }

  static void set(PreparedStatement insert, KeptEvent kept) throws SQLException {
    AuthEvent event = kept.event();
    Address source = event.source();
    Account account = event.account();
    insert.setLong(1, event.atMillis());
    insert.setBytes(2, source == null ? null : bytes(source));
    insert.setString(3, source == null ? null : source.toString());
    insert.setString(4, account == null ? null : account.name());
    insert.setString(5, event.protocol().word());
    insert.setString(6, event.outcome().word());
    insert.setInt(7, event.attempts());
    insert.setString(8, kept.reason());
    insert.setDouble(9, kept.weight());
    insert.setString(10, kept.line());
  }

  static KeptEvent event(ResultSet row) throws SQLException {
    byte[] source = row.getBytes("source");
    String account = row.getString("account");
    Protocol protocol = Protocol.of(row.getString("protocol"));
    AuthEvent event =
        AuthEvent.of(
                row.getLong("at_ms"),
                protocol == null ? Protocol.UNKNOWN : protocol,
                outcome(row.getString("outcome")),
                source == null ? null : address(source),
                account == null ? null : new Account(account))
            .withAttempts(row.getInt("attempts"));
    return new KeptEvent(
        event, row.getString("reason"), row.getDouble("weight"), row.getString("line"));
  }

  private static Outcome outcome(String word) throws SQLException {
    @Nullable Outcome outcome = Outcome.of(word);
    if (outcome == null) {
      throw new SQLException("unknown outcome in an event: " + word);
    }
    return outcome;
  }

  static void set(PreparedStatement insert, Decision decision) throws SQLException {
    Prefix scope = decision.scope();
    insert.setLong(1, decision.atMillis());
    insert.setString(2, word(decision.kind()));
    insert.setBytes(3, bytes(scope.base()));
    insert.setInt(4, scope.length());
    insert.setString(5, scope.toString());
    insert.setLong(6, decision.untilMillis());
    insert.setString(7, word(decision.by()));
    insert.setString(8, decision.because());
    insert.setDouble(9, decision.score());
    insert.setInt(10, decision.rung());
    insert.setString(11, JSON.writeValueAsString(decision.evidence()));
    insert.setString(12, word(decision.subject()));
    insert.setString(13, decision.account() == null ? null : decision.account().name());
  }

  static Decision decision(ResultSet row) throws SQLException {
    String account = row.getString("account");
    return new Decision(
        row.getLong("at_ms"),
        Decision.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        scope(row),
        row.getLong("until_ms"),
        by(row.getString("decided_by")),
        row.getString("because"),
        row.getDouble("score"),
        row.getInt("rung"),
        JSON.readValue(row.getString("evidence"), EVIDENCE),
        Decision.Subject.valueOf(row.getString("subject").toUpperCase(Locale.ROOT)),
        account == null ? null : new Account(account));
  }

  /** By the numbers of the columns, in the order of the record: names are looked for each time. */
  static Ban ban(ResultSet row) throws SQLException {
    return new Ban(
        Prefix.of(address(row.getBytes(1)), row.getInt(2)),
        row.getLong(3),
        row.getLong(4),
        by(row.getString(5)),
        row.getString(6),
        row.getDouble(7),
        row.getInt(8));
  }

  private static Decision.By by(String word) {
    return Decision.By.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
