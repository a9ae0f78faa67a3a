package org.redoubt.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.redoubt.parse.JournalFields;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What an entry of {@code journalctl --output=json} turns out to be. */
sealed interface JournalEntry {
  /** A line as a syslog file would have it, ended by {@code \n}. */
  record Line(byte[] line, String cursor) implements JournalEntry {}

  /** Said by another program than it says, or by none of a mail server. */
  record Refused(String cursor) implements JournalEntry {}

  /** No entry that can be read. */
  record Malformed() implements JournalEntry {}

  /** Reads {@code json[from, to)}. */
  static JournalEntry read(byte[] json, int from, int to) {
    try {
      return Fields.read(json, from, to).entry();
    } catch (JacksonException | NumberFormatException e) {
      return new Malformed();
    }
  }

  /** The fields of one entry. */
  final class Fields {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter STAMP =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'")
            .withZone(ZoneOffset.UTC);
    private static final long MICROS = 1_000_000;

    private final Map<String, String> texts = new HashMap<>();
    private byte @Nullable [] message;

    private Fields() {}

    static Fields read(byte[] json, int from, int to) {
      Fields fields = new Fields();
      try (JsonParser parser =
          JSON.createParser(ObjectReadContext.empty(), json, from, to - from)) {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            fields.field(parser, parser.currentName());
          }
        }
      }
      return fields;
    }

    /** A field that occurs twice is a list; the trusted ones never do, and no other is believed. */
    private void field(JsonParser parser, String name) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_STRING && name.equals("MESSAGE")) {
        message = parser.getString().getBytes(StandardCharsets.UTF_8);
      } else if (token == JsonToken.VALUE_STRING) {
        texts.put(name, parser.getString());
      } else if (token == JsonToken.START_ARRAY && name.equals("MESSAGE")) {
        message = bytes(parser);
      } else {
        parser.skipChildren();
      }
    }

    /** A message with bytes that are not UTF-8 comes as their numbers. */
    private static byte @Nullable [] bytes(JsonParser parser) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      boolean numbers = true;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
          bytes.write(parser.getIntValue());
        } else {
          numbers = false;
          parser.skipChildren();
        }
      }
      return numbers ? bytes.toByteArray() : null;
    }

    JournalEntry entry() {
      String cursor = texts.get("__CURSOR");
      String stamp = texts.get("__REALTIME_TIMESTAMP");
      String identifier = texts.get("SYSLOG_IDENTIFIER");
      if (cursor == null || stamp == null) {
        return new Malformed();
      }
      if (identifier == null
          || message == null
          || !JournalTrust.mayBe(
              identifier, texts.get("_SYSTEMD_UNIT"), texts.get("_UID"), texts.get("_COMM"))) {
        return new Refused(cursor);
      }
      String beside =
          JournalFields.text(
              texts.get("LOCALPORT"), texts.get("REMOTEIP"), texts.get("ACCOUNTNAME"));
      return new Line(line(Long.parseLong(stamp), identifier, message, beside), cursor);
    }

    private byte[] line(long atMicros, String identifier, byte[] text, String beside) {
      Instant at = Instant.ofEpochSecond(atMicros / MICROS, atMicros % MICROS * 1_000);
      String host = texts.getOrDefault("_HOSTNAME", "localhost");
      String pid = texts.getOrDefault("_PID", "0");
      String start = STAMP.format(at) + " " + host + " " + identifier + "[" + pid + "]: ";
      ByteArrayOutputStream line = new ByteArrayOutputStream(start.length() + text.length + 1);
      line.writeBytes(start.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < text.length; ) {
        int behind = afterColour(text, i);
        if (behind == i) {
          write(line, text[behind++]);
        }
        i = behind;
      }
      for (byte b : beside.getBytes(StandardCharsets.UTF_8)) {
        write(line, b);
      }
      line.write('\n');
      return line.toByteArray();
    }

    /** Behind a colour such as {@code ESC[31m}, which terminals show; where it was without one. */
    private static int afterColour(byte[] text, int from) {
      if (text[from] != 0x1b || from + 1 >= text.length || text[from + 1] != '[') {
        return from;
      }
      int at = from + 2;
      while (at < text.length && (text[at] >= '0' && text[at] <= '9' || text[at] == ';')) {
        at++;
      }
      return at < text.length && text[at] == 'm' ? at + 1 : from;
    }

    /** Control bytes as syslog daemons write them: a line must stay one line. */
    private static void write(ByteArrayOutputStream line, byte b) {
      if (b >= 0 && b < ' ' || b == 0x7f) {
        line.write('#');
        line.write('0' + (b >> 6));
        line.write('0' + (b >> 3 & 7));
        line.write('0' + (b & 7));
      } else {
        line.write(b);
      }
    }
  }
}
