package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/**
 * Understands the lines of one log, in their order. Allocates nothing for lines that are no login.
 * Not thread-safe; parsers may share {@link Formats}.
 */
public final class LineParser {
  private static final int KEPT_BYTES = 1024;
  private static final byte[] REPEATED = "message repeated ".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST = "last".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIMES = " times".getBytes(StandardCharsets.US_ASCII);

  private final Formats formats;
  private final Envelope envelope;
  private final Captures captures = new Captures();
  private final Tags tags;
  private Parsed last = Parsed.FOREIGN;
  private int secretFrom;
  private int secretTo;

  /**
   * @param zone of the machine that wrote the log, for stamps that name none
   */
  public LineParser(Formats formats, ZoneId zone) {
    this.formats = formats;
    this.envelope = new Envelope(zone);
    this.tags = new Tags(formats);
  }

  /** Sets the time at which the log is read, which gives stamps without a year theirs. */
  public void reference(long atMillis) {
    envelope.reference(atMillis);
  }

  /** The time of the line last parsed, in milliseconds since 1970 UTC; 0 before the first. */
  public long atMillis() {
    return envelope.atMillis();
  }

  /** Takes what was understood of a line, with the line, which is only valid during the call. */
  @FunctionalInterface
  public interface Sink {
    void parsed(Parsed parsed, byte[] text, int from, int to);
  }

  /**
   * Understands every whole line of {@code text[from, to)}.
   *
   * @return where the last line begins that has no newline yet; {@code to} when there is none
   */
  public int parseAll(byte[] text, int from, int to, Sink sink) {
    int at = from;
    for (int end; (end = Bytes.newline(text, at, to)) >= 0; at = end + 1) {
      sink.parsed(parse(text, at, end), text, at, end);
    }
    return at;
  }

  /** Understands the line {@code text[from, to)}, which holds no newline. */
  public Parsed parse(byte[] text, int from, int to) {
    secretFrom = secretTo = 0;
    int end = to;
    while (end > from && (text[end - 1] == '\r' || text[end - 1] == ' ')) {
      end--;
    }
    last = parsed(text, from, end);
    return last;
  }

  private Parsed parsed(byte[] text, int from, int to) {
    int envelopeEnd = envelope.read(text, from, to);
    if (envelopeEnd < 0) {
      return envelopeEnd == Stamps.WRONG ? Parsed.NO_DATE : Parsed.NO_STAMP;
    }
    Tags.Entry entry = tags.find(text, envelope.tagFrom(), envelope.tagTo());
    if (entry.isWrapper()) {
      envelope.tag(text, envelope.messageFrom(), to);
      entry = tags.find(text, envelope.tagFrom(), envelope.tagTo());
    }
    int message = envelope.messageFrom();
    if (isRepeat(text, message, to)) {
      return repeated(text, message, to, entry);
    }
    return message(text, message, to, entry);
  }

  private Parsed message(byte[] text, int from, int to, Tags.Entry entry) {
    Formats.Program program = entry.program();
    if (program == null) {
      return Parsed.FOREIGN;
    }
    Rule rule = program.node().match(text, from, to, captures);
    if (rule == null) {
      return program.unknown();
    }
    if (rule.isForged(text, from, to)) {
      return Parsed.FORGED;
    }
    Outcome outcome = rule.outcome();
    return outcome == null ? rule.ignored() : event(text, rule, outcome, program.protocol());
  }

  private Parsed event(byte[] text, Rule rule, Outcome outcome, Protocol protocol) {
    Elements elements = rule.elements();
    boolean listed = elements != null && rule.fills(Slot.ELEMENTS);
    if (elements != null && listed) {
      elements.read(text, captures.from(Slot.ELEMENTS), captures.to(Slot.ELEMENTS), captures);
    }
    if (rule.fills(Slot.SECRET)) {
      secretFrom = captures.from(Slot.SECRET);
      secretTo = captures.to(Slot.SECRET);
    }
    int attempts = rule.fills(Slot.ATTEMPTS) ? number(text, Slot.ATTEMPTS) : 1;
    if (rule.fills(Slot.SUCCESSES)) {
      attempts -= number(text, Slot.SUCCESSES);
      if (attempts <= 0) {
        return rule.ignored();
      }
    }
    AuthEvent event =
        new AuthEvent(
            envelope.atMillis(),
            rule.fills(Slot.PROTOCOL) ? protocol(text, protocol) : protocol,
            attempts == 0 ? Outcome.NO_ATTEMPT : outcome,
            listed || rule.fills(Slot.SOURCE) ? source(text) : null,
            listed || rule.fills(Slot.ACCOUNT) ? account(text) : null,
            Math.max(1, attempts),
            session(text, rule, listed),
            AuthEvent.NO_FINGERPRINT);
    return new Parsed.Event(event, rule);
  }

  private int number(byte[] text, Slot slot) {
    return Bytes.number(text, captures.from(slot), captures.to(slot), AuthEvent.MAX_ATTEMPTS);
  }

  private Protocol protocol(byte[] text, Protocol usual) {
    Protocol named = Protocol.of(string(text, Slot.PROTOCOL));
    return named == null ? usual : named;
  }

  private @Nullable Address source(byte[] text) {
    int from = captures.from(Slot.SOURCE);
    return from < 0 ? null : Address.parse(text, from, captures.to(Slot.SOURCE));
  }

  private @Nullable Account account(byte[] text) {
    if (captures.from(Slot.ACCOUNT) >= captures.to(Slot.ACCOUNT)) {
      return null;
    }
    Account account = Account.of(string(text, Slot.ACCOUNT));
    return account.name().isEmpty() ? null : account;
  }

  private long session(byte[] text, Rule rule, boolean listed) {
    if (rule.layer().sessionIsProcess()) {
      return Bytes.hash64(text, envelope.tagFrom(), envelope.pidTo());
    }
    if (!listed && !rule.fills(Slot.SESSION)) {
      return AuthEvent.NO_SESSION;
    }
    int from = captures.from(Slot.SESSION);
    int to = captures.to(Slot.SESSION);
    return from >= to ? AuthEvent.NO_SESSION : Bytes.hash64(text, from, to);
  }

  private String string(byte[] text, Slot slot) {
    int from = captures.from(slot);
    int to = captures.to(slot);
    for (int i = from; i < to; i++) {
      if (text[i] < 0) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
      }
    }
    return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /** {@code message repeated 3 times: [ … ]}, or {@code last message repeated 3 times}. */
  private static boolean isRepeat(byte[] text, int message, int to) {
    return message < to && text[message] == 'm' && Bytes.startsWith(text, message, to, REPEATED);
  }

  private Parsed repeated(byte[] text, int message, int to, Tags.Entry entry) {
    int countAt = message + REPEATED.length;
    int countEnd = Kind.INT.end(text, countAt, to, ByteSet.NONE);
    int count = Bytes.number(text, countAt, countEnd, AuthEvent.MAX_ATTEMPTS);
    if (countEnd < 0 || count < 1 || !Bytes.startsWith(text, countEnd, to, TIMES)) {
      return Parsed.FOREIGN;
    }
    int after = countEnd + TIMES.length;
    if (after + 3 < to && text[after + 2] == '[') {
      int innerEnd = text[to - 1] == ']' ? to - 1 : to;
      return times(count, message(text, Math.min(after + 4, innerEnd), innerEnd, entry));
    }
    boolean ofTheLine =
        Arrays.equals(text, envelope.tagFrom(), envelope.tagTo(), LAST, 0, LAST.length);
    return ofTheLine ? times(count, last) : Parsed.FOREIGN;
  }

  private Parsed times(int count, Parsed parsed) {
    if (!(parsed instanceof Parsed.Event(AuthEvent event, Rule rule))) {
      return parsed;
    }
    long attempts = Math.min(AuthEvent.MAX_ATTEMPTS, (long) count * event.attempts());
    AuthEvent again =
        new AuthEvent(
            envelope.atMillis(),
            event.protocol(),
            event.outcome(),
            event.source(),
            event.account(),
            (int) attempts,
            event.session(),
            event.fingerprint());
    return new Parsed.Event(again, rule);
  }

  /**
   * The line last parsed, as it may be stored: at most {@value #KEPT_BYTES} bytes, a password in it
   * blotted out.
   */
  public String kept(byte[] text, int from, int to) {
    int end = Math.min(to, from + KEPT_BYTES);
    if (secretTo <= secretFrom) {
      return new String(text, from, end - from, StandardCharsets.UTF_8);
    }
    return new String(text, from, Math.min(secretFrom, end) - from, StandardCharsets.UTF_8)
        + "***"
        + new String(
            text, Math.min(secretTo, end), end - Math.min(secretTo, end), StandardCharsets.UTF_8);
  }

  Formats formats() {
    return formats;
  }
}
