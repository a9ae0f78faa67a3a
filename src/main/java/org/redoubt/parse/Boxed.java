package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line in a box of JSON: of the journal ({@code journalctl -o json}), of Docker's json-file, or a
 * program's own JSON. Takes out the message and what the box says of it. Not thread-safe.
 */
final class Boxed {
  /** What the box is. */
  enum Kind {
    /** No JSON object. */
    NONE,
    JOURNAL,
    DOCKER,
    /** The beginning of a line that Docker cut; the rest follows. */
    PART,
    /** The journal says that somebody else wrote it than it says itself. */
    FORGED,
    /** Another object: the program's own. */
    OBJECT
  }

  private static final int MOST_BYTES = 65_536;
  private static final byte ESCAPE = 0x1b;
  private static final byte[] MESSAGE = name("MESSAGE");
  private static final byte[] IDENTIFIER = name("SYSLOG_IDENTIFIER");
  private static final byte[] COMMAND = name("_COMM");
  private static final byte[] UNIT = name("_SYSTEMD_UNIT");
  private static final byte[] CONTAINER = name("CONTAINER_NAME");
  private static final byte[] WRITTEN = name("_SOURCE_REALTIME_TIMESTAMP");
  private static final byte[] RECEIVED = name("__REALTIME_TIMESTAMP");
  private static final List<byte[]> FIELDS = JournalFields.NAMES.stream().map(Boxed::name).toList();
  private static final byte[] LOG = name("log");
  private static final byte[] STREAM = name("stream");
  private static final byte[] TIME = name("time");
  private static final byte[] SESSION = name("session-");
  private static final byte[] USER = name("user@");
  private static final byte[] LOGGER = name("logger");
  private static final byte[] SSHD = name("sshd");

  private final JsonLine json = new JsonLine();
  private final Stamps stamps;
  private byte[] text = {};
  private int from;
  private int to;
  private int tagFrom;
  private int tagTo;

  /** The beginning of a cut line, kept for each of stdout and stderr. */
  private final byte[][] parts = {{}, {}};

  private final int[] partSizes = new int[2];

  Boxed(Stamps stamps) {
    this.stamps = stamps;
  }

  /** Forgets lines of which only the beginning came. */
  void begin() {
    Arrays.fill(partSizes, 0);
  }

  /** Where the message stands. */
  byte[] text() {
    return text;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  int tagFrom() {
    return tagFrom;
  }

  int tagTo() {
    return tagTo;
  }

  /** Whether the message brings its own program's name: of a container it does. */
  boolean hasTag() {
    return tagTo > tagFrom;
  }

  Kind read(byte[] b, int start, int end) {
    if (!json.read(b, start, end)) {
      return Kind.NONE;
    }
    text = json.text();
    int log = json.find(LOG);
    int time = json.find(TIME);
    if (log >= 0 && time >= 0) {
      return docker(log, time);
    }
    int message = json.find(MESSAGE);
    int received = json.find(RECEIVED);
    return message >= 0 && received >= 0 ? journal(message, received) : Kind.OBJECT;
  }

  private Kind journal(int message, int received) {
    int written = json.find(WRITTEN);
    int micros = written < 0 ? received : written;
    long at = number(json.from(micros), json.to(micros));
    if (at < 0) {
      return Kind.NONE;
    }
    stamps.millis(at / 1000);
    message(json.from(message), json.to(message));
    int identifier = json.find(IDENTIFIER);
    int tag = identifier < 0 ? json.find(COMMAND) : identifier;
    boolean contained = tag < 0 || json.find(CONTAINER) >= 0;
    tagFrom = contained ? 0 : json.from(tag);
    tagTo = contained ? 0 : json.to(tag);
    if (isForged()) {
      return Kind.FORGED;
    }
    fieldsBehind();
    return Kind.JOURNAL;
  }

  /** Puts what the entry says beside its message behind it; the tag moves with it. */
  private void fieldsBehind() {
    String said =
        JournalFields.text(member(FIELDS.get(0)), member(FIELDS.get(1)), member(FIELDS.get(2)));
    if (said.isEmpty()) {
      return;
    }
    byte[] behind = said.getBytes(StandardCharsets.UTF_8);
    int tag = tagTo - tagFrom;
    int message = to - from;
    byte[] whole = new byte[tag + message + behind.length];
    System.arraycopy(text, tagFrom, whole, 0, tag);
    System.arraycopy(text, from, whole, tag, message);
    System.arraycopy(behind, 0, whole, tag + message, behind.length);
    text = whole;
    tagFrom = 0;
    tagTo = tag;
    from = tag;
    to = whole.length;
  }

  private @Nullable String member(byte[] name) {
    int member = json.find(name);
    return member < 0
        ? null
        : new String(
            text, json.from(member), json.to(member) - json.from(member), StandardCharsets.UTF_8);
  }

  /** Anybody may log under any name, but the unit and the command are the kernel's word. */
  private boolean isForged() {
    boolean opensSession = starts(COMMAND, SSHD) && Bytes.startsWith(text, tagFrom, tagTo, SSHD);
    return starts(UNIT, USER) || starts(UNIT, SESSION) && !opensSession || starts(COMMAND, LOGGER);
  }

  private boolean starts(byte[] name, byte[] beginning) {
    int member = json.find(name);
    return member >= 0 && Bytes.startsWith(text, json.from(member), json.to(member), beginning);
  }

  private Kind docker(int log, int time) {
    if (stamps.read(text, json.from(time), json.to(time)) < 0) {
      return Kind.NONE;
    }
    tagFrom = tagTo = 0;
    int stream = json.find(STREAM);
    int which =
        stream >= 0 && json.to(stream) > json.from(stream) + 3 && text[json.from(stream) + 3] == 'e'
            ? 1
            : 0;
    int start = json.from(log);
    int end = json.to(log);
    boolean whole = end > start && text[end - 1] == '\n';
    if (!whole || partSizes[which] > 0) {
      append(which, start, end);
      if (!whole) {
        return Kind.PART;
      }
      text = parts[which];
      start = 0;
      end = partSizes[which];
      partSizes[which] = 0;
    }
    message(start, end);
    return Kind.DOCKER;
  }

  /** Beyond the longest line that is read the rest is dropped. */
  private void append(int which, int start, int end) {
    int fits = Math.min(end - start, MOST_BYTES - partSizes[which]);
    int size = partSizes[which] + fits;
    if (parts[which].length < size) {
      parts[which] = Arrays.copyOf(parts[which], Math.max(size, 2 * parts[which].length));
    }
    System.arraycopy(text, start, parts[which], partSizes[which], fits);
    partSizes[which] = size;
  }

  /** Takes this range of the text without colours and the end of the line. */
  private void message(int start, int end) {
    int size = start;
    for (int i = start; i < end; i++) {
      if (text[i] == ESCAPE && i + 1 < end && text[i + 1] == '[') {
        i = afterColour(i + 2, end) - 1;
      } else {
        text[size++] = text[i];
      }
    }
    while (size > start
        && (text[size - 1] == '\n' || text[size - 1] == '\r' || text[size - 1] == ' ')) {
      size--;
    }
    from = start;
    to = size;
  }

  /** Behind digits and semicolons and one letter. */
  private int afterColour(int start, int end) {
    int at = start;
    while (at < end && (text[at] >= '0' && text[at] <= '9' || text[at] == ';')) {
      at++;
    }
    return Math.min(end, at + 1);
  }

  private long number(int start, int end) {
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || end - start > 18) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return start == end ? -1 : value;
  }

  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
