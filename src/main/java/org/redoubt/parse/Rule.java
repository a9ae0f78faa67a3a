package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;

/** What a line that fits a template means. */
public final class Rule {
  /** Old syslog daemons cut lines at 1,024 bytes: behind this, a true address may be cut off. */
  private static final int MOST_BEFORE_SOURCE = 700;

  private final Layer layer;
  private final @Nullable Outcome outcome;
  private final byte @Nullable [] once;
  private final @Nullable Elements elements;
  private final Parsed.Ignored ignored;
  private final int slots;
  private final boolean isAccountEscaped;
  private final Use use;

  /**
   * What becomes of a line that fits.
   *
   * @param outcome of the attempt; null when the line is no attempt
   * @param once text that may stand in the message only once, or somebody forged it; null without
   * @param protocol what the client spoke, where no tag says it; null else
   * @param isRemembered whether later lines of the session may need what this one says
   */
  record Use(
      @Nullable Outcome outcome,
      @Nullable String once,
      @Nullable Protocol protocol,
      boolean isRemembered) {}

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
    this.ignored = new Parsed.Ignored(layer.format());
    int filled = 0;
    boolean escaped = false;
    for (Template.Item item : template.items()) {
      if (item instanceof Template.Field field) {
        filled |= 1 << field.slot().ordinal();
        escaped |= field.slot() == Slot.ACCOUNT && field.kind().isEscaped();
      }
    }
    this.slots = filled;
    this.isAccountEscaped = escaped;
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
    return use.isRemembered;
  }

  @Nullable Elements elements() {
    return elements;
  }

  /** Why a message that fits is not believed; null when it is. */
  Parsed.@Nullable Malformed flaw(byte[] text, int from, int to, Captures captures) {
    if (captures.isExhausted()) {
      return Parsed.TANGLED;
    }
    if (captures.isAmbiguous() || isForged(text, from, to)) {
      return Parsed.FORGED;
    }
    boolean far = fills(Slot.SOURCE) && captures.from(Slot.SOURCE) - from > MOST_BEFORE_SOURCE;
    return far ? Parsed.OVERLONG : null;
  }

  /** Whether the message holds twice what only the server should have written, and once. */
  private boolean isForged(byte[] text, int from, int to) {
    return once != null
        && Bytes.indexOf(text, from, to, once) != Bytes.lastIndexOf(text, from, to, once);
  }

  Parsed.Ignored ignored() {
    return ignored;
  }

  /** The slots that its template fills, a bit each. */
  int slots() {
    return slots;
  }

  boolean isAccountEscaped() {
    return isAccountEscaped;
  }

  boolean fills(Slot slot) {
    return (slots >>> slot.ordinal() & 1) != 0;
  }
}
