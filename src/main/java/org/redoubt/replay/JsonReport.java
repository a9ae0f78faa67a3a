package org.redoubt.replay;

import java.io.Writer;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A report for programs: {@code {"policies":{NAME:{"labels":{LABEL:{…}},"alarms":[…]}}}}. Times are
 * seconds after the label's first attempt, or null.
 */
public final class JsonReport {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private JsonReport() {}

  public static void write(Report report, Writer out) {
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      json.writeNumberProperty("attempts", report.attempts());
      json.writeArrayPropertyStart("notes");
      report.notes().forEach(json::writeString);
      json.writeEndArray();
      json.writeObjectPropertyStart("policies");
      report.policies().forEach(policy -> policy(policy, json));
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private static void policy(PolicyResult policy, JsonGenerator json) {
    json.writeObjectPropertyStart(policy.policy());
    json.writeStringProperty("description", policy.description());
    json.writeNumberProperty("expected-accounts-lost", rounded(policy.accountsLost()));
    json.writeObjectPropertyStart("labels");
    policy.labels().forEach(result -> label(result, json));
    json.writeEndObject();
    json.writeArrayPropertyStart("alarms");
    policy.alarms().forEach(alarm -> alarm(alarm, json));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void alarm(PolicyResult.Alarm alarm, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("at", Instant.ofEpochMilli(alarm.atMillis()).toString());
    json.writeStringProperty("what", alarm.what());
    json.writeEndObject();
  }

  private static void label(LabelResult result, JsonGenerator json) {
    json.writeObjectPropertyStart(result.label());
    json.writeNumberProperty("attempts", result.attempts());
    json.writeNumberProperty("let-through", result.letThrough());
    json.writeNumberProperty("held-back", result.heldBack());
    json.writeNumberProperty("given-up", result.givenUp());
    if (result.honest()) {
      honest(result, json);
    } else {
      guessing(result, json);
    }
    json.writeNumberProperty("sources", result.sources());
    json.writeNumberProperty("sources-banned", result.sourcesBanned());
    seconds("first-ban", result.firstBanSeconds(), json);
    seconds("last-ban", result.lastBanSeconds(), json);
    json.writeEndObject();
  }

  private static void guessing(LabelResult result, JsonGenerator json) {
    json.writeNumberProperty("effective-guesses", result.effectiveGuesses());
    json.writeNumberProperty("accounts-opened", result.accountsOpened());
    json.writeNumberProperty("expected-accounts-lost", rounded(result.expectedAccountsLost()));
  }

  private static void honest(LabelResult result, JsonGenerator json) {
    json.writeNumberProperty("right-password", result.rightPassword());
    json.writeNumberProperty("right-password-refused", result.rightPasswordRefused());
    json.writeNumberProperty("pairs", result.pairs());
    json.writeNumberProperty("pairs-locked-out", result.pairsLockedOut());
  }

  private static void seconds(String name, double value, JsonGenerator json) {
    if (value == LabelResult.NEVER) {
      json.writeNullProperty(name);
    } else {
      json.writeNumberProperty(name, value);
    }
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
