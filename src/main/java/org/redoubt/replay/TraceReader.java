package org.redoubt.replay;

import java.io.InputStream;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.simulate.Attempt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A trace in JSON Lines: one object per attempt with {@code at} (ISO 8601 or seconds since 1970),
 * {@code source} and {@code outcome}, and optionally {@code account}, {@code password}, {@code
 * protocol} and {@code label}; other fields are passed over.
 */
public final class TraceReader {
  private static final JsonFactory JSON = new JsonFactory();
  private final String file;
  private final Consumer<Attempt> sink;
  private final Fields fields = new Fields();

  /** The fields of the present object, as written. */
  private static final class Fields {
    private @Nullable String at;
    private @Nullable String source;
    private @Nullable String account;
    private @Nullable String outcome;
    private @Nullable String password;
    private @Nullable String protocol;
    private @Nullable String label;

    private void clear() {
      at = source = account = outcome = password = protocol = label = null;
    }

    private void set(String name, @Nullable String value) {
      switch (name) {
        case "at" -> at = value;
        case "source" -> source = value;
        case "account" -> account = value;
        case "outcome" -> outcome = value;
        case "password" -> password = value;
        case "protocol" -> protocol = value;
        case "label" -> label = value;
        default -> {}
      }
    }
  }

  /**
   * @param file its name, for messages
   */
  public TraceReader(String file, Consumer<Attempt> sink) {
    this.file = file;
    this.sink = sink;
  }

  /** Reads all of it. */
  public void read(InputStream in) throws MalformedTrace {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        int line = json.currentTokenLocation().getLineNr();
        if (token != JsonToken.START_OBJECT) {
          throw wrong(line, "found " + json.getString() + ", expected an object per line");
        }
        readFields(json);
        sink.accept(attempt(line));
      }
    } catch (JacksonException e) {
      throw wrong(e.getLocation().getLineNr(), "not JSON: " + e.getOriginalMessage());
    }
  }

  private void readFields(JsonParser json) {
    fields.clear();
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_OBJECT;
        token = json.nextToken()) {
      String name = String.valueOf(json.currentName());
      JsonToken value = json.nextToken();
      if (value.isScalarValue()) {
        fields.set(name, value == JsonToken.VALUE_NULL ? null : json.getString());
      } else {
        json.skipChildren();
      }
    }
  }

  private Attempt attempt(int line) throws MalformedTrace {
    return new Attempt(
        time(required(fields.at, "at", line), line),
        source(required(fields.source, "source", line), line),
        fields.account == null ? null : Account.of(fields.account),
        fields.password,
        protocol(line),
        outcome(required(fields.outcome, "outcome", line), line),
        fields.label == null ? "" : fields.label);
  }

  private String required(@Nullable String value, String name, int line) throws MalformedTrace {
    if (value == null) {
      throw wrong(line, "no \"" + name + "\"; each attempt needs at, source and outcome");
    }
    return value;
  }

  private long time(String text, int line) throws MalformedTrace {
    try {
      char first = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
      boolean number = text.indexOf('-', 1) < 0 && first >= '0' && first <= '9';
      return number
          ? Math.round(Double.parseDouble(text) * 1000)
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | NumberFormatException e) {
      throw wrong(
          line,
          "found at " + text + ", expected a time like 2026-01-05T09:30:00Z or seconds since 1970");
    }
  }

  private Address source(String text, int line) throws MalformedTrace {
    Address address = Address.parse(text);
    if (address == null) {
      throw wrong(line, "found source " + text + ", expected an IPv4 or IPv6 address");
    }
    return address;
  }

  private Outcome outcome(String word, int line) throws MalformedTrace {
    Outcome outcome = Outcome.of(word);
    if (outcome == null) {
      throw wrong(
          line,
          "found outcome "
              + word
              + ", expected success, wrong-password, unknown-account or temporary-failure");
    }
    return outcome;
  }

  private Protocol protocol(int line) throws MalformedTrace {
    if (fields.protocol == null) {
      return Protocol.UNKNOWN;
    }
    Protocol protocol = Protocol.of(fields.protocol);
    if (protocol == null) {
      throw wrong(
          line, "found protocol " + fields.protocol + ", expected imap, pop3, smtp or sieve");
    }
    return protocol;
  }

  private MalformedTrace wrong(int line, String what) {
    return new MalformedTrace(file + ":" + line + ": " + what);
  }
}
