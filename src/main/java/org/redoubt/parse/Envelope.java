package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a message: the time, the program that wrote it, its process. Read from the
 * left, at fixed places, so that nothing inside the message can pass for it. Not thread-safe.
 */
final class Envelope {
  private static final byte[][] SEVERITIES = {
    word("Info: "),
    word("Warning: "),
    word("Error: "),
    word("Fatal: "),
    word("Panic: "),
    word("INFO: "),
    word("ERR: "),
    word("ALERT: "),
    word("WARN: ")
  };
  private static final ByteSet SEVERITY_STARTS = ByteSet.of("IWEFPA");
  private static final int SECONDS_DIGITS = 10;
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] NO_ID = word(" - - ");
  private static final byte[] PID_END = word("]: ");

  /** The journal knows who wrote the line, and it is not who it says. */
  static final int FORGED = -3;

  /** The beginning of a line that was cut; nothing to be read yet. */
  static final int PART = -4;

  private final Stamps stamps;
  private final Boxed boxed;
  private final Heads heads = new Heads();
  private Heads.@Nullable Head head;
  private byte[] text = {};
  private int start;
  private int end;
  private boolean isBoxed;
  private int ownFrom;
  private StampStyle style = StampStyle.NONE;
  private int tagFrom;
  private int tagTo;
  private int pidFrom;
  private int pidTo;
  private int messageFrom;

  /** Where host and tag begin behind the stamp; the latter is moved on by what is wrapped. */
  private int hostFrom;

  private int firstTag;

  Envelope(ZoneId zone) {
    this.stamps = new Stamps(zone);
    this.boxed = new Boxed(stamps);
  }

  void reference(long atMillis) {
    stamps.reference(atMillis);
  }

  void begin() {
    boxed.begin();
  }

  long atMillis() {
    return stamps.millis();
  }

  void atMillis(long millis) {
    stamps.millis(millis);
  }

  /** Where the message stands: in the line, or taken out of its box. */
  byte[] text() {
    return text;
  }

  /** Whether the message was taken out of a box of JSON. */
  boolean isBoxed() {
    return isBoxed;
  }

  /** Where the line begins in {@link #text}. */
  int from() {
    return start;
  }

  /** Where the message ends in {@link #text}. */
  int to() {
    return end;
  }

  /** How the stamp of a line that may be of a program's own file is written. */
  StampStyle style() {
    return style;
  }

  /** Where the text behind that stamp begins. */
  int ownFrom() {
    return ownFrom;
  }

  int tagFrom() {
    return tagFrom;
  }

  int tagTo() {
    return tagTo;
  }

  int pidFrom() {
    return pidFrom;
  }

  int pidTo() {
    return pidTo;
  }

  int messageFrom() {
    return messageFrom;
  }

  /**
   * Reads the envelope of the line.
   *
   * @return 0, or {@link Stamps#NONE}, {@link Stamps#WRONG}, {@link #FORGED} or {@link #PART}
   */
  int read(byte[] b, int from, int to) {
    text = b;
    start = from;
    end = to;
    isBoxed = false;
    head = null;
    hostFrom = -1;
    ownFrom = -1;
    style = StampStyle.NONE;
    int at = from;
    if (at < to && (b[at] == '<' || b[at] == '{' || b[at] == BOM[0])) {
      if (b[at] == '{') {
        return boxed(b, from, to);
      }
      at = Bytes.startsWith(b, at, to, BOM) ? at + BOM.length : at;
      int close = at < to && b[at] == '<' ? HeadText.priority(b, at, to) : -1;
      if (close > 0 && close + 2 < to && b[close] == '1' && b[close + 1] == ' ') {
        int behind = stamps.read(b, close + 2, to);
        if (behind >= 0) {
          structured(b, behind, to);
        }
        return Math.min(behind, 0);
      }
      if (close > 0) {
        return line(b, close, to, -1);
      }
    }
    return line(b, at, to, 0);
  }

  private int line(byte[] b, int from, int to, int own) {
    int behind = stamps.read(b, from, to);
    if (behind < 0) {
      return behind;
    }
    ownFrom = own < 0 ? own : behind;
    style = stamps.style();
    int tag = heads.afterHost(b, behind, to);
    Heads.Head known = tag < 0 ? null : heads.find(b, tag, to, style);
    if (known == null || !take(known, b, tag, to)) {
      hostFrom = behind;
      hostAndTag(b, behind, to);
      firstTag = tagFrom;
    }
    return 0;
  }

  /** Reads a head that is known, if what follows cannot change how it is read. */
  private boolean take(Heads.Head known, byte[] b, int from, int to) {
    int behind = from + known.text().length();
    int message = from + known.messageFrom();
    int pidEnd = behind;
    if (known.hasPid()) {
      pidEnd = Bytes.digitsEnd(b, behind, to);
      message = pidEnd + PID_END.length;
      if (pidEnd == behind || !Bytes.startsWith(b, pidEnd, to, PID_END)) {
        return false;
      }
    }
    if (message >= to || b[message] == ' ' || SEVERITY_STARTS.has(b[message])) {
      return false;
    }
    tagFrom = from + known.tagFrom();
    tagTo = from + known.tagTo();
    pidFrom = known.hasPid() ? behind : tagTo;
    pidTo = known.hasPid() ? pidEnd : tagTo;
    messageFrom = message;
    head = known;
    return true;
  }

  /** What is known of the tag, when the head of the line was known; else null. */
  Tags.@Nullable Entry known() {
    return head == null ? null : head.entry();
  }

  /** Keeps the head just read, with what stands behind its tag, if it is of a plain kind. */
  void keep(Tags.Entry entry) {
    boolean behindHost =
        hostFrom >= 0
            && text[hostFrom] != '<'
            && firstTag < end
            && text[firstTag] != '['
            && HeadText.blanks(text, HeadText.tagEnd(text, hostFrom, end), end) == firstTag
            && firstTag > hostFrom;
    if (!behindHost || messageFrom >= end) {
      return;
    }
    boolean wrapped = tagFrom != firstTag;
    boolean hasPid = pidTo > pidFrom;
    int headEnd = hasPid ? pidFrom : messageFrom == tagTo ? messageFrom + 1 : messageFrom;
    boolean plain =
        hasPid
            ? !wrapped && digits(pidFrom) == pidTo && messageFrom == pidTo + PID_END.length
            : text[tagTo] == (messageFrom == tagTo ? '(' : ':');
    if (plain
        && headEnd <= end
        && (!wrapped || text[HeadText.tagEnd(text, firstTag, end)] == ':')) {
      heads.host(text, hostFrom, firstTag);
      heads.keep(
          text,
          firstTag,
          new Heads.Head(
              style,
              new Heads.Literal(Arrays.copyOfRange(text, firstTag, headEnd)),
              hasPid,
              tagFrom - firstTag,
              tagTo - firstTag,
              messageFrom - firstTag,
              entry));
    }
  }

  private int boxed(byte[] b, int from, int to) {
    Boxed.Kind kind = boxed.read(b, from, to);
    text = boxed.text();
    start = boxed.from();
    end = boxed.to();
    isBoxed = true;
    return switch (kind) {
      case NONE, OBJECT -> Stamps.NONE;
      case FORGED -> FORGED;
      case PART -> PART;
      case JOURNAL, DOCKER -> {
        unboxed();
        yield 0;
      }
    };
  }

  /** What stands in the box: a message, or a whole line whose time the box knows better. */
  private void unboxed() {
    if (boxed.hasTag()) {
      tagFrom = boxed.tagFrom();
      tagTo = boxed.tagTo();
      pidFrom = pidTo = tagTo;
      message(text, boxed.from(), end);
      return;
    }
    long atMillis = stamps.millis();
    ownFrom = stamps.read(text, boxed.from(), end);
    if (ownFrom < 0) {
      tag(text, boxed.from(), end);
    } else {
      style = stamps.style();
      hostAndTag(text, ownFrom, end);
    }
    stamps.millis(atMillis);
  }

  /** RFC 5424 behind its stamp: host, program, process, message id, structured data, message. */
  private void structured(byte[] b, int from, int to) {
    int app = HeadText.afterBlank(b, from, to);
    int pid = HeadText.afterBlank(b, app, to);
    int id = HeadText.afterBlank(b, pid, to);
    int data = HeadText.afterBlank(b, id, to);
    tagFrom = app;
    tagTo = Math.max(app, pid - 1);
    pidFrom = pid;
    pidTo = Math.max(pid, id - 1);
    int at = data;
    while (at < to && b[at] == '[') {
      at = HeadText.afterElement(b, at, to);
    }
    if (at < to && b[at] == '-') {
      at++;
    }
    at = HeadText.blanks(b, at, to);
    message(b, Bytes.startsWith(b, at, to, BOM) ? at + BOM.length : at, to);
  }

  private void hostAndTag(byte[] b, int from, int to) {
    int at = from;
    if (at < to && b[at] == '<') {
      at = HeadText.blanks(b, HeadText.afterBlank(b, at, to), to);
    }
    int hostEnd = HeadText.tagEnd(b, at, to);
    if (hostEnd < to && b[hostEnd] == ' ') {
      int next = HeadText.blanks(b, hostEnd, to);
      if (next < to && b[next] == '[' && style == StampStyle.SYSLOG) {
        spacedTag(b, at, hostEnd, to);
        return;
      }
      at = next;
    }
    tag(b, at, to);
    if (tagTo < to && (b[tagTo] == ' ' || b[tagTo] == ':' && pidFrom == tagTo)) {
      beyondFacility(b, to);
    }
  }

  /** {@code tag [12]: } of SOGo, {@code TAG [error] } of Horde, without a host. */
  private void spacedTag(byte[] b, int from, int to, int end) {
    tagFrom = from;
    tagTo = to;
    int bracket = HeadText.blanks(b, to, end);
    int number = Kind.INT.end(b, bracket + 1, end);
    if (number > 0 && number + 1 < end && b[number] == ']' && b[number + 1] == ':') {
      pidFrom = bracket + 1;
      pidTo = number;
      message(b, HeadText.blanks(b, number + 2, end), end);
    } else {
      pidFrom = pidTo = to;
      messageFrom = bracket;
    }
  }

  /** Busybox writes {@code auth.info} in front of the tag, or in front of another whole line. */
  private void beyondFacility(byte[] b, int to) {
    if (HeadText.isFacility(b, tagFrom, tagTo)) {
      int inner = stamps.read(b, messageFrom, to);
      if (inner < 0) {
        tag(b, messageFrom, to);
      } else {
        hostAndTagInside(b, inner, to);
      }
    } else if (style == StampStyle.ISO && b[tagTo] == ' ') {
      withoutPriority(b, to);
    }
  }

  private void hostAndTagInside(byte[] b, int from, int to) {
    int hostEnd = HeadText.tagEnd(b, from, to);
    tag(b, hostEnd < to && b[hostEnd] == ' ' ? HeadText.blanks(b, hostEnd, to) : from, to);
  }

  /**
   * Whether a syslog daemon wrote the head of the line, as in {@code tag[12]: }: then it is of no
   * file of a program's own.
   */
  boolean isSyslog() {
    return pidTo > pidFrom
        && pidTo + 1 < end
        && text[pidTo] == ']'
        && text[pidTo + 1] == ':'
        && Bytes.number(text, pidFrom, pidTo, 1) >= 0;
  }

  /** Behind a process number such as {@code [12] }, if there is one. */
  int afterPid(int from) {
    int number = from < end && text[from] == '[' ? digits(from + 1) : from;
    return number > from + 1 && number + 1 < end && text[number] == ']' && text[number + 1] == ' '
        ? number + 2
        : from;
  }

  private int digits(int from) {
    return Kind.INT.end(text, from, end);
  }

  /** Takes the time from a value in the line: a stamp, or seconds since 1970. */
  boolean at(byte[] b, int from, int to) {
    int point = Bytes.indexOf(b, from, to, (byte) '.');
    int whole = point < 0 ? to : point;
    if (whole - from != SECONDS_DIGITS || Bytes.number(b, from, whole, 9) < 0) {
      return stamps.read(b, from, to) >= 0;
    }
    long millis = 0;
    for (int i = from; i < whole; i++) {
      millis = millis * 10 + b[i] - '0';
    }
    for (int i = whole + 1; i < whole + 4; i++) {
      millis = millis * 10 + (i < to && b[i] >= '0' && b[i] <= '9' ? b[i] - '0' : 0);
    }
    stamps.millis(millis);
    return true;
  }

  /** {@code program 6052 - - message}: RFC 5424 without what stands in front of its stamp. */
  private void withoutPriority(byte[] b, int to) {
    int from = tagTo + 1;
    int numberEnd = Kind.INT.end(b, from, to);
    if (numberEnd > 0 && Bytes.startsWith(b, numberEnd, to, NO_ID)) {
      pidFrom = from;
      pidTo = numberEnd;
      message(b, numberEnd + NO_ID.length, to);
    }
  }

  /**
   * Reads {@code tag: }, {@code tag[pid]: }, or {@code tag(…} whose message begins at the bracket.
   */
  void tag(byte[] b, int from, int to) {
    if (from < to && b[from] == '[' && style == StampStyle.SYSLOG) {
      bracketed(b, from, to);
      return;
    }
    tagFrom = from;
    tagTo = HeadText.tagEnd(b, from, to);
    pidFrom = pidTo = tagTo;
    int at = tagTo;
    if (at < to && b[at] == '[') {
      pidFrom = at + 1;
      at = pidFrom;
      while (at < to && b[at] != ']' && b[at] != ' ') {
        at++;
      }
      pidTo = at;
      at = Math.min(to, at + 1);
    }
    if (at < to && b[at] == ':') {
      message(b, HeadText.blanks(b, at + 1, to), to);
    } else {
      messageFrom = HeadText.blanks(b, at, to);
    }
  }

  /** {@code [tag] message}: metalog. */
  private void bracketed(byte[] b, int from, int to) {
    tagFrom = from + 1;
    tagTo = HeadText.tagEnd(b, tagFrom, to);
    while (tagTo > tagFrom && b[tagTo - 1] == ']') {
      tagTo--;
    }
    pidFrom = pidTo = tagTo;
    message(b, HeadText.blanks(b, Math.min(to, tagTo + 1), to), to);
  }

  /**
   * The line is another one's copy, with its own stamp in front of the message: that is the time.
   */
  void innerStamp(byte[] b, int to) {
    int inner = stamps.read(b, messageFrom, to);
    if (inner >= 0) {
      message(b, inner, to);
    }
  }

  private void message(byte[] b, int from, int to) {
    messageFrom = from;
    if (from < to && SEVERITY_STARTS.has(b[from])) {
      for (byte[] word : SEVERITIES) {
        if (Bytes.startsWith(b, from, to, word)) {
          messageFrom = from + word.length;
          return;
        }
      }
    }
  }

  private static byte[] word(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
