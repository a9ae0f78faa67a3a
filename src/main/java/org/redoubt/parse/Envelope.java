package org.redoubt.parse;

import java.time.ZoneId;

/**
 * What stands around a message: the time, the program that wrote it, its process. Read from the
 * left, at fixed places, so that nothing inside the message can pass for it. Not thread-safe.
 */
final class Envelope {
  private static final int SECONDS_DIGITS = 10;
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** The journal knows who wrote the line, and it is not who it says. */
  static final int FORGED = -3;

  /** The beginning of a line that was cut; nothing to be read yet. */
  static final int PART = -4;

  private final Stamps stamps;
  private final Boxed boxed;
  private final Tagged tagged;
  private byte[] text = {};
  private int start;
  private int end;
  private boolean isBoxed;
  private int ownFrom;
  private StampStyle style = StampStyle.NONE;

  private int behindStamp;

  Envelope(ZoneId zone) {
    this.stamps = new Stamps(zone);
    this.boxed = new Boxed(stamps);
    this.tagged = new Tagged(stamps);
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

  /** Where what says who wrote the line begins: the host where there is one, else the tag. */
  int headFrom() {
    int tag = tagged.tagFrom();
    return isBoxed || behindStamp < 0 ? tag : Math.min(behindStamp, tag);
  }

  /** What stands between the stamp and the message of the line last read. */
  Tagged tagged() {
    return tagged;
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
    behindStamp = -1;
    ownFrom = -1;
    style = StampStyle.NONE;
    tagged.start(b, to);
    int at = from;
    if (at < to && (b[at] == '<' || b[at] == '{' || b[at] == BOM[0])) {
      if (b[at] == '{') {
        return boxed(b, from, to);
      }
      at = Bytes.startsWith(b, at, to, BOM) ? at + BOM.length : at;
      int close = at < to && b[at] == '<' ? HeadText.priority(b, at, to) : -1;
      if (close > 0 && close + 2 < to && b[close] == '1' && b[close + 1] == ' ') {
        int behind = stamps.read(b, close + 2, to);
        behindStamp = behind;
        if (behind >= 0) {
          tagged.structured(b, behind, to);
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
    behindStamp = behind;
    ownFrom = own < 0 ? own : behind;
    style = stamps.style();
    if (style == StampStyle.CLOCK) {
      // no syslog daemon stamps like this
      return Stamps.NONE;
    }
    tagged.behindStamp(b, behind, to, style);
    return 0;
  }

  private int boxed(byte[] b, int from, int to) {
    Boxed.Kind kind = boxed.read(b, from, to);
    text = boxed.text();
    start = boxed.from();
    end = boxed.to();
    isBoxed = true;
    tagged.start(text, end);
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
      tagged.named(boxed.tagFrom(), boxed.tagTo(), boxed.from());
      return;
    }
    long atMillis = stamps.millis();
    ownFrom = stamps.read(text, boxed.from(), end);
    if (ownFrom < 0) {
      tagged.tag(text, boxed.from(), end);
    } else {
      style = stamps.style();
      tagged.hostAndTag(text, ownFrom, end, style);
    }
    stamps.millis(atMillis);
  }

  /** Behind a process number such as {@code [12] }, if there is one. */
  int afterPid(int from) {
    int number = from < end && text[from] == '[' ? Kind.INT.end(text, from + 1, end) : from;
    return number > from + 1 && number + 1 < end && text[number] == ']' && text[number + 1] == ' '
        ? number + 2
        : from;
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

  /**
   * The line is another one's copy, with its own stamp in front of the message: that is the time.
   */
  void innerStamp(byte[] b, int to) {
    int inner = stamps.read(b, tagged.messageFrom(), to);
    if (inner >= 0) {
      tagged.message(b, inner, to);
    }
  }
}
