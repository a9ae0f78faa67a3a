package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
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

  /** Dovecot under a wrapper of its own, its severity in front of the process. */
  private static final int MOST_WRAPPERS = 2;

  private final Formats formats;
  private final Envelope envelope;
  private final Tagged tagged;
  private final Fields fields = new Fields();
  private final Values values = new Values();
  private final Sessions sessions = new Sessions();
  private final Pieces pieces = new Pieces();
  private final OwnLines ownLines = new OwnLines();
  private final Tags tags;
  private Parsed last = Parsed.FOREIGN;
  private byte[] read = {};
  private int readTo;

  /** Whether a line of this log came in a box of JSON. */
  private boolean isBoxed;

  /** Whether the fields were read from another text than the line itself. */
  private boolean isApart;

  private boolean isOwn;

  /**
   * Whether a line came that syslog wrote. Then one without a stamp is the rest of a message that
   * was broken in two, and may be the client's own words.
   */
  private boolean isSyslog;

  /** Where the line ends, with the blanks at its end. */
  private int whole;

  private int secretFrom;
  private int secretTo;

  /**
   * @param zone of the machine that wrote the log, for stamps that name none
   */
  public LineParser(Formats formats, ZoneId zone) {
    this.formats = formats;
    this.envelope = new Envelope(zone);
    this.tagged = envelope.tagged();
    this.tags = new Tags(formats);
  }

  /** Goes on with another log: forgets what lines of the last one said of later ones. */
  public void begin() {
    isSyslog = false;
    isBoxed = false;
    last = Parsed.FOREIGN;
    envelope.begin();
    values.begin();
    sessions.clear();
    pieces.clear();
    ownLines.clear();
  }

  /**
   * Whether lines of this log may need what earlier ones said: its sessions, its columns, or the
   * first part of a line that was cut. Such a log must be read by one parser, in its order.
   */
  public boolean carriesOver() {
    return isBoxed || !sessions.isEmpty() || values.hasHeader();
  }

  /** Sets the time at which the log is read, which gives stamps without a year theirs. */
  public void reference(long atMillis) {
    envelope.reference(atMillis);
  }

  /** The time of the line last parsed, in milliseconds since 1970 UTC; 0 before the first. */
  public long atMillis() {
    return envelope.atMillis();
  }

  /**
   * Where the message of the line last parsed begins; where the line does, if that is not known.
   */
  public int messageFrom(int from, int to) {
    int message = isApart ? from : tagged.messageFrom();
    return message >= from && message < to ? message : from;
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
    isApart = isOwn = false;
    whole = to;
    last = parsed(text, from, end);
    return last;
  }

  private Parsed parsed(byte[] text, int from, int to) {
    int stamped = envelope.read(text, from, to);
    if (stamped < 0) {
      return unstamped(stamped, text, from, to);
    }
    isApart = envelope.isBoxed();
    isBoxed |= isApart;
    byte[] inside = envelope.text();
    int end = envelope.to();
    Tags.Entry known = tagged.known();
    Tags.Entry entry = known == null ? read(inside, end) : known;
    int message = tagged.messageFrom();
    Formats.Program program = entry.program();
    if (program != null && isPiece(program, inside, message, isApart ? end : whole)) {
      return Parsed.PIECE;
    }
    int repeat = Repeat.at(inside, tagged.tagFrom(), message, end);
    if (repeat >= 0) {
      return repeated(inside, repeat, end, program);
    }
    isSyslog |= program != null || tagged.isSyslog();
    if (program == null) {
      return own(inside, envelope.from(), end);
    }
    if (program.stampsItself()) {
      envelope.innerStamp(inside, end);
      message = tagged.messageFrom();
    }
    Parsed parsed = message(inside, message, end, program);
    return parsed instanceof Parsed.Unknown ? orOwn(parsed, inside, end) : parsed;
  }

  private boolean isPiece(Formats.Program program, byte[] text, int message, int to) {
    return !program.pieces().isEmpty()
        && pieces.isPiece(
            program.pieces(), text, envelope.headFrom(), tagged.tagTo(), to - message);
  }

  private Tags.Entry read(byte[] text, int to) {
    Tags.Entry entry = tags.find(text, tagged.tagFrom(), tagged.tagTo());
    for (int depth = 0; depth < MOST_WRAPPERS && entry.isWrapper(); depth++) {
      tagged.tag(text, tagged.messageFrom(), to);
      entry = tags.find(text, tagged.tagFrom(), tagged.tagTo());
    }
    tagged.keep(entry);
    return entry;
  }

  /** The first word of a program's own line may look like another program's tag. */
  private Parsed orOwn(Parsed unknown, byte[] text, int to) {
    Parsed parsed = own(text, envelope.from(), to);
    return parsed instanceof Parsed.Ignored ignored && ignored.format().isEmpty()
        ? unknown
        : parsed;
  }

  /** A line of a file of a program's own, which names neither host nor program. */
  private Parsed own(byte[] text, int from, int to) {
    StampStyle style = envelope.style();
    Formats.Program program = style == StampStyle.NONE ? null : formats.own(style);
    if (program == null || envelope.ownFrom() < 0 || tagged.isSyslog()) {
      return Parsed.FOREIGN;
    }
    isOwn = true;
    int start = style == StampStyle.COLUMN ? from : envelope.afterPid(envelope.ownFrom());
    Rule rule = program.matcher().match(text, start, to, fields.captures());
    if (rule != null) {
      ownLines.saw(style, rule.layer().format());
      return understood(text, start, to, rule, Protocol.UNKNOWN);
    }
    Parsed parsed = cut(text, start, to, program, Parsed.FOREIGN);
    return parsed instanceof Parsed.Ignored(String format) && format.isEmpty()
        ? ownLines.other(style, text, start, to)
        : parsed;
  }

  /** A line that does not begin with a date: of a few programs it need not. */
  private Parsed unstamped(int why, byte[] text, int line, int to) {
    Formats.Program program = isSyslog ? null : formats.own(envelope.style());
    int from = envelope.style() == StampStyle.CLOCK ? Math.max(line, envelope.ownFrom()) : line;
    if (why == Stamps.NONE && from < to && program != null) {
      values.header(text, from, to);
      Rule rule = program.matcher().match(text, from, to, fields.captures());
      Parsed none = text[from] == '#' ? Parsed.FOREIGN : Parsed.NO_STAMP;
      return rule == null
          ? cut(text, from, to, program, none)
          : understood(text, from, to, rule, Protocol.UNKNOWN);
    }
    return switch (why) {
      case Stamps.WRONG -> Parsed.NO_DATE;
      case Envelope.FORGED -> Parsed.IMPOSTOR;
      case Envelope.PART -> Parsed.FOREIGN;
      default -> Parsed.NO_STAMP;
    };
  }

  private Parsed message(byte[] text, int from, int to, Formats.Program program) {
    Rule rule = program.matcher().match(text, from, to, fields.captures());
    return rule == null
        ? cut(text, from, to, program, program.unknown())
        : understood(text, from, to, rule, program.protocol());
  }

  /** Tries the readers of the program, whose templates fit what a reader gives. */
  private Parsed cut(byte[] text, int from, int to, Formats.Program program, Parsed none) {
    Parsed result = fields.captures().isExhausted() ? Parsed.TANGLED : none;
    for (Formats.Cut cut : program.cuts()) {
      if (!cut.reader().read(text, from, to, values)) {
        continue;
      }
      byte[] inside = values.text();
      Rule rule =
          cut.matcher().match(inside, values.messageFrom(), values.messageTo(), fields.captures());
      if (rule != null) {
        Parsed.Malformed flaw =
            rule.flaw(inside, values.messageFrom(), values.messageTo(), fields.captures());
        if (flaw != null) {
          return flaw;
        }
        isApart = true;
        fields.start(inside, rule);
        fields.add(values);
        return used(inside, values.messageTo(), rule, program.protocol());
      }
      result = cut.unknown();
    }
    return result;
  }

  private Parsed understood(byte[] text, int from, int to, Rule rule, Protocol protocol) {
    Parsed.Malformed flaw = rule.flaw(text, from, to, fields.captures());
    if (flaw != null) {
      return flaw;
    }
    if (rule.outcome() == null && !rule.spansLines()) {
      return rule.aside();
    }
    fields.start(text, rule);
    return used(text, to, rule, protocol);
  }

  private Parsed used(byte[] text, int to, Rule rule, Protocol spoken) {
    read = text;
    readTo = to;
    if (fields.has(Slot.SECRET)) {
      secretFrom = fields.from(Slot.SECRET);
      secretTo = fields.to(Slot.SECRET);
    }
    if (fields.has(Slot.AT) && !envelope.at(text, fields.from(Slot.AT), fields.to(Slot.AT))) {
      return Parsed.NO_DATE;
    }
    Outcome outcome = rule.outcome();
    long session =
        rule.layer().sessionIsProcess() && !isOwn
            ? AuthEvent.session(text, tagged.tagFrom(), tagged.pidTo())
            : fields.session();
    if (rule.spansLines()) {
      outcome = sessions.heard(rule, session, fields);
    }
    Protocol usual = rule.protocol();
    return outcome == null
        ? rule.aside()
        : event(rule, outcome, session, fields.protocol(usual == null ? spoken : usual));
  }

  private Parsed event(Rule rule, Outcome outcome, long session, Protocol protocol) {
    int attempts = fields.has(Slot.ATTEMPTS) ? fields.number(Slot.ATTEMPTS) : 1;
    if (fields.has(Slot.SUCCESSES)) {
      attempts -= fields.number(Slot.SUCCESSES);
      if (attempts <= 0) {
        return rule.aside();
      }
    }
    Address source = fields.source();
    Account account = fields.account();
    Protocol spoken = protocol;
    boolean isTied = session != AuthEvent.NO_SESSION || rule.spansLines();
    if ((source == null || account == null) && isTied) {
      Sessions.Known known = sessions.take(rule.format(), session);
      source = source == null && known != null ? known.source() : source;
      account = account == null && known != null ? known.account() : account;
      Protocol said = known == null ? null : known.protocol();
      spoken = protocol == Protocol.UNKNOWN && said != null ? said : protocol;
    }
    AuthEvent event =
        new AuthEvent(
            envelope.atMillis(),
            spoken,
            attempts == 0 ? Outcome.NO_ATTEMPT : outcome,
            source,
            account,
            Math.max(1, attempts),
            session,
            AuthEvent.NO_FINGERPRINT);
    return new Parsed.Event(event, rule);
  }

  private Parsed repeated(byte[] text, int countAt, int to, Formats.@Nullable Program program) {
    int count = Repeat.count(text, countAt, to);
    int inner = Repeat.inner(text, countAt, to);
    if (count < 1) {
      return Parsed.FOREIGN;
    }
    if (inner < 0) {
      return Repeat.isOfTheLine(text, tagged.tagFrom(), tagged.tagTo(), countAt)
          ? times(count, last)
          : Parsed.FOREIGN;
    }
    int innerEnd = text[to - 1] == ']' ? to - 1 : to;
    return program == null
        ? Parsed.FOREIGN
        : times(count, message(text, Math.min(inner, innerEnd), innerEnd, program));
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
    boolean secret = secretTo > secretFrom;
    if (secret && isApart) {
      return kept(read, 0, Math.min(readTo, KEPT_BYTES), true);
    }
    return kept(text, from, Math.min(to, from + KEPT_BYTES), secret);
  }

  private String kept(byte[] text, int from, int end, boolean secret) {
    if (!secret) {
      return new String(text, from, end - from, StandardCharsets.UTF_8);
    }
    int until = Math.min(secretFrom, end);
    int again = Math.min(secretTo, end);
    return new String(text, from, until - from, StandardCharsets.UTF_8)
        + "***"
        + new String(text, again, end - again, StandardCharsets.UTF_8);
  }
}
