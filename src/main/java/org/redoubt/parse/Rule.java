package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;

/** What a line that fits a template means. */
public final class Rule {
  /**
   * Old syslog daemons cut lines at 1,024 bytes, envelope and all: in a longer message the true
   * address may be cut off, and what a client wrote in front of it stand there alone.
   */
  private static final int MOST_BYTES = 850;

  private final Layer layer;
  private final @Nullable Outcome outcome;
  private final byte @Nullable [] once;
  private final @Nullable Elements elements;
  private final Parsed aside;
  private final int slots;
  private final @Nullable Kind accountKind;
  private final boolean isClientFirst;
  private final Use use;

  /**
   * What becomes of a line that fits.
   *
   * @param outcome of the attempt; null when the line is no attempt
   * @param once text that may stand in the message only once, or somebody forged it; null without
   * @param protocol what the client spoke, where no tag says it; null else
   * @param opens what of the session is awaited behind the line; null for nothing
   * @param within what must have been awaited, or the line means nothing; null without
   * @param aside what it is when it is no attempt
   */
  record Use(
      @Nullable Outcome outcome,
      @Nullable String once,
      @Nullable Protocol protocol,
      @Nullable String opens,
      @Nullable String within,
      Aside aside) {}

  /** What a line is that is no attempt. */
  enum Aside {
    IGNORED,
    /** Later lines of the session may need what it says. */
    REMEMBERED,
    /** With the line that opened it, it tells of the attempt that this one began to tell. */
    TELLING,
    /** Of a shape that leaves open what it means, and so a new message. */
    UNKNOWN
  }

  /**
   * @param layer which part of the server tells it
   * @param elements how the format's element lists are read; null without
   */
  Rule(Layer layer, Use use, @Nullable Elements elements, Template template) {
    String once = use.once;
    this.layer = layer;
    this.use = use;
    this.outcome = use.outcome;
    this.once = once == null ? null : once.getBytes(StandardCharsets.UTF_8);
    this.elements = elements;
    this.aside =
        use.aside == Aside.UNKNOWN
            ? new Parsed.Unknown(layer.format())
            : new Parsed.Ignored(layer.format());
    int filled = 0;
    Kind wrapped = null;
    boolean clientFirst = false;
    boolean open = false;
    for (Template.Item item : template.items()) {
      if (item instanceof Template.Field field) {
        filled |= 1 << field.slot().ordinal();
        open |= field.isOpen() && field.kind() != Kind.TEXT;
        clientFirst |= open && field.slot() == Slot.SOURCE;
        if (field.slot() == Slot.ACCOUNT && field.kind().isWrapped()) {
          wrapped = field.kind();
        }
      }
    }
    this.slots = filled;
    this.accountKind = wrapped;
    this.isClientFirst = clientFirst;
  }

  /** The name of the format that it comes from. */
  public String format() {
    return layer.format();
  }

  /** Which part of the server tells it. */
  public Layer layer() {
    return layer;
  }

  @Nullable Outcome outcome() {
    return outcome;
  }

  /** What the client spoke, where no tag says it. */
  @Nullable Protocol protocol() {
    return use.protocol;
  }

  boolean isRemembered() {
    return use.aside == Aside.REMEMBERED;
  }

  boolean isTelling() {
    return use.aside == Aside.TELLING;
  }

  /** What of the session is awaited behind the line; null for nothing. */
  @Nullable String opens() {
    return use.opens;
  }

  /** What must have been awaited, or the line means nothing; null without. */
  @Nullable String within() {
    return use.within;
  }

  /** Whether other lines matter for it, or it for other lines. */
  boolean spansLines() {
    return isRemembered() || use.opens != null || use.within != null;
  }

  @Nullable Elements elements() {
    return elements;
  }

  /** Why a message that fits is not believed; null when it is. */
  Parsed.@Nullable Malformed flaw(byte[] text, int from, int to, Captures captures) {
    if (captures.isExhausted()) {
      return Parsed.TANGLED;
    }
    boolean matters = outcome != null || use.aside == Aside.UNKNOWN;
    if (matters && captures.isAmbiguous() || isForged(text, from, to)) {
      return Parsed.FORGED;
    }
    return isClientFirst && to - from > MOST_BYTES ? Parsed.OVERLONG : null;
  }

  /** Whether the message holds twice what only the server should have written, and once. */
  private boolean isForged(byte[] text, int from, int to) {
    return once != null
        && Bytes.indexOf(text, from, to, once) != Bytes.lastIndexOf(text, from, to, once);
  }

  /** What the line is as long as it is no attempt. */
  Parsed aside() {
    return aside;
  }

  /** The slots that its template fills, a bit each. */
  int slots() {
    return slots;
  }

  /** How the account is written where that is not its own text; else null. */
  @Nullable Kind accountKind() {
    return accountKind;
  }

  boolean fills(Slot slot) {
    return (slots >>> slot.ordinal() & 1) != 0;
  }
}
