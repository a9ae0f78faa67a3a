package org.redoubt.simulate;

import java.io.IOException;
import java.time.Instant;
import org.redoubt.event.Outcome;

/**
 * A trace in JSON Lines: {@code
 * {"at":…,"source":…,"account":…,"outcome":…,"password":…,"protocol":…,"label":…}}. Connections
 * without an attempt have no line.
 */
public final class TraceLines implements Rendering {
  @Override
  public void write(Attempt attempt, Appendable out) throws IOException {
    if (attempt.outcome() == Outcome.NO_ATTEMPT) {
      return;
    }
    out.append("{\"at\":\"").append(Instant.ofEpochMilli(attempt.atMillis()).toString());
    out.append("\",\"source\":\"").append(attempt.source().toString()).append('"');
    if (attempt.account() != null) {
      field("account", attempt.account().name(), out);
    }
    field("outcome", attempt.outcome().word(), out);
    if (attempt.password() != null) {
      field("password", attempt.password(), out);
    }
    field("protocol", attempt.protocol().word(), out);
    if (!attempt.label().isEmpty()) {
      field("label", attempt.label(), out);
    }
    out.append("}\n");
  }

  private static void field(String name, String value, Appendable out) throws IOException {
    out.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
        continue;
      }
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    out.append('"');
  }
}
