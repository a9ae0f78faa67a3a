package org.redoubt.daemon;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.KeptEvent;
import org.redoubt.decide.Allowed;
import org.redoubt.decide.Ban;
import org.redoubt.decide.Decision;
import org.redoubt.detect.Evidence;
import org.redoubt.event.AuthEvent;
import tools.jackson.core.JsonGenerator;

/** How values look in answers: times in ISO 8601, keys lower-dashed, what is missing left out. */
final class Json {
  private Json() {}

  static void time(JsonGenerator out, String key, long millis) {
    if (millis != Long.MAX_VALUE) {
      out.writeStringProperty(key, Instant.ofEpochMilli(millis).toString());
    }
  }

  static void text(JsonGenerator out, String key, @Nullable Object value) {
    if (value != null) {
      out.writeStringProperty(key, value.toString());
    }
  }

  static void texts(JsonGenerator out, String key, List<String> values) {
    out.writeArrayPropertyStart(key);
    values.forEach(out::writeString);
    out.writeEndArray();
  }

  /** A number of nats, to two places. */
  static void nats(JsonGenerator out, String key, double value) {
    out.writeNumberProperty(key, Math.round(value * 100) / 100.0);
  }

  static void ban(JsonGenerator out, Ban ban) {
    text(out, "scope", ban.scope());
    time(out, "since", ban.sinceMillis());
    time(out, "until", ban.untilMillis());
    text(out, "by", word(ban.by()));
    text(out, "because", ban.because());
    nats(out, "score", ban.score());
    out.writeNumberProperty("rung", ban.rung());
  }

  static void allowed(JsonGenerator out, Allowed allowed) {
    text(out, "scope", allowed.scope());
    time(out, "since", allowed.sinceMillis());
    time(out, "until", allowed.untilMillis());
    text(out, "because", allowed.because());
  }

  static void decision(JsonGenerator out, Decision decision) {
    time(out, "at", decision.atMillis());
    text(out, "decision", word(decision.kind()));
    text(out, "subject", word(decision.subject()));
    text(out, "scope", decision.scope());
    if (decision.kind() == Decision.Kind.BAN) {
      time(out, "until", decision.untilMillis());
    }
    text(out, "by", word(decision.by()));
    text(out, "because", decision.because());
    nats(out, "score", decision.score());
    text(out, "account", decision.account());
    out.writeArrayPropertyStart("evidence");
    for (Evidence evidence : decision.evidence()) {
      out.writeStartObject();
      evidence(out, evidence);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static void evidence(JsonGenerator out, Evidence evidence) {
    time(out, "at", evidence.atMillis());
    text(out, "reason", evidence.reason());
    nats(out, "weight", evidence.weight());
    text(out, "detail", evidence.detail().isEmpty() ? null : evidence.detail());
  }

  static void event(JsonGenerator out, KeptEvent kept) {
    AuthEvent event = kept.event();
    time(out, "at", event.atMillis());
    text(out, "protocol", event.protocol());
    text(out, "outcome", event.outcome());
    text(out, "source", event.source());
    text(out, "account", event.account());
    out.writeNumberProperty("attempts", event.attempts());
    text(out, "reason", kept.reason().isEmpty() ? null : kept.reason());
    nats(out, "weight", kept.weight());
    text(out, "line", kept.line());
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
