package org.redoubt.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Dovecot's {@code event_exporter} says of one login attempt ({@code format = json}, event
 * {@code auth_request_finished}). Seen with 2.3.19: a success has {@code "success":"yes"}, a
 * failure no such field and no reason; a missing password file looks like a wrong password.
 */
final class DovecotEvent {
  private static final JsonMapper JSON = JsonMapper.shared();

  private DovecotEvent() {}

  /** The attempt that {@code json[from, to)} tells of; null when it tells of none. */
  static @Nullable AuthEvent read(byte[] json, int from, int to) {
    try {
      return event(JSON.readTree(json, from, to - from));
    } catch (JacksonException | DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable AuthEvent event(JsonNode root) {
    JsonNode fields = root.path("fields");
    if (!text(root, "event").equals("auth_request_finished")
        || text(fields, "mechanism").isEmpty()) {
      return null;
    }
    String user = text(fields, "user");
    String name = user.isEmpty() ? text(fields, "original_user") : user;
    String session = text(fields, "session");
    return new AuthEvent(
        atMillis(root.path("end_time")),
        protocol(fields),
        outcome(fields),
        Address.parse(text(fields, "remote_ip")),
        name.isEmpty() ? null : Account.of(name),
        1,
        session.isEmpty() ? AuthEvent.NO_SESSION : session(session),
        AuthEvent.NO_FINGERPRINT);
  }

  private static long session(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return AuthEvent.session(bytes, 0, bytes.length);
  }

  private static long atMillis(JsonNode time) {
    return time.isNumber()
        ? (long) (time.doubleValue() * 1_000)
        : Instant.parse(time.asString("")).toEpochMilli();
  }

  /** {@code service} until 2.3, {@code protocol} since 2.4. */
  private static Protocol protocol(JsonNode fields) {
    String service = text(fields, "service");
    Protocol protocol = Protocol.of(service.isEmpty() ? text(fields, "protocol") : service);
    return protocol == null ? Protocol.UNKNOWN : protocol;
  }

  private static Outcome outcome(JsonNode fields) {
    if (text(fields, "success").equals("yes") || fields.path("success").asBoolean(false)) {
      return Outcome.SUCCESS;
    }
    String error = text(fields, "error");
    if (error.contains("internal") || error.contains("emporary")) {
      return Outcome.TEMPORARY_FAILURE;
    }
    if (text(fields, "policy_result").equals("refused")) {
      return Outcome.REFUSED;
    }
    return error.contains("nknown user") ? Outcome.UNKNOWN_ACCOUNT : Outcome.WRONG_PASSWORD;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? value.stringValue() : "";
  }
}
