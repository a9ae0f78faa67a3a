package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the stamp of a line and its message: host, program, process number, severity.
 * Not thread-safe.
 */
final class Tagged {
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
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] NO_ID = word(" - - ");
  private static final byte[] PID_END = word("]: ");

  private final Stamps stamps;
  private final Heads heads = new Heads();
  private Heads.@Nullable Head head;
  private byte[] text = {};
  private int end;
  private StampStyle style = StampStyle.NONE;
  private int tagFrom;
  private int tagTo;
  private int pidFrom;
  private int pidTo;
  private int messageFrom;

  /** Where host and tag begin behind the stamp; {@link #tagFrom} moves on to what is wrapped. */
  private int hostFrom;

  private int firstTag;

  /**
   * @param stamps for lines in which another whole line stands
   */
  Tagged(Stamps stamps) {
    this.stamps = stamps;
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

  /** A line begins, or what was taken out of its box. */
  void start(byte[] b, int to) {
    text = b;
    end = to;
    style = StampStyle.NONE;
    head = null;
    hostFrom = -1;
  }

  /** Reads what follows a stamp of this style. */
  void behindStamp(byte[] b, int from, int to, StampStyle stamped) {
    int tag = heads.afterHost(b, from, to);
    Heads.Head known = tag < 0 ? null : heads.find(b, tag, to, stamped);
    if (known == null || !take(known, b, tag, to)) {
      hostFrom = from;
      hostAndTag(b, from, to, stamped);
      firstTag = tagFrom;
    }
  }

  /** The tag is known from elsewhere. */
  void named(int from, int to, int message) {
    tagFrom = from;
    tagTo = to;
    pidFrom = pidTo = to;
    message(text, message, end);
  }

  /** What is known of the tag, when the head of the line was known; else null. */
  Tags.@Nullable Entry known() {
    return head == null ? null : head.entry();
  }

  /** RFC 5424 behind its stamp: host, program, process, message id, structured data, message. */
  void structured(byte[] b, int from, int to) {
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

  void hostAndTag(byte[] b, int from, int to, StampStyle stamped) {
    style = stamped;
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

  void message(byte[] b, int from, int to) {
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

  /** Keeps the head just read, with what stands behind its tag, if it is of a plain kind. */
  void keep(Tags.Entry entry) {
    boolean behindHost =
        hostFrom >= 0
            && firstTag > hostFrom
            && firstTag < end
            && text[hostFrom] != '<'
            && text[firstTag] != '['
            && HeadText.blanks(text, HeadText.tagEnd(text, hostFrom, end), end) == firstTag;
    if (!behindHost || messageFrom >= end) {
      return;
    }
    boolean wrapped = tagFrom != firstTag;
    boolean hasPid = pidTo > pidFrom;
    int headEnd = hasPid ? pidFrom : messageFrom == tagTo ? messageFrom + 1 : messageFrom;
    boolean plain =
        hasPid
            ? !wrapped
                && Kind.INT.end(text, pidFrom, end) == pidTo
                && messageFrom == pidTo + PID_END.length
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

  private static byte[] word(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
