package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** The fields of the line in hand, as what they mean; reused from line to line. */
final class Fields {
  private static final int LISTED = bit(Slot.ACCOUNT) | bit(Slot.SOURCE) | bit(Slot.SESSION);

  private final Captures captures = new Captures();
  private byte[] text = {};
  private int filled;
  private @Nullable Kind accountKind;

  Captures captures() {
    return captures;
  }

  /** Takes what the rule's template has found in the text. */
  void start(byte[] text, Rule rule) {
    this.text = text;
    filled = rule.slots();
    accountKind = rule.accountKind();
    Elements elements = rule.elements();
    if (elements != null && has(Slot.ELEMENTS)) {
      elements.read(text, from(Slot.ELEMENTS), to(Slot.ELEMENTS), captures);
      filled |= LISTED;
    }
  }

  /** Adds the values that the template has not found itself. */
  void add(Values values) {
    for (Slot slot : Slot.ALL) {
      if (values.has(slot) && !has(slot)) {
        captures.set(slot, values.from(slot), values.to(slot));
        filled |= bit(slot);
      }
    }
  }

  boolean has(Slot slot) {
    return (filled & bit(slot)) != 0;
  }

  private boolean isEmpty(Slot slot) {
    return !has(slot) || from(slot) >= to(slot);
  }

  int from(Slot slot) {
    return captures.from(slot);
  }

  int to(Slot slot) {
    return captures.to(slot);
  }

  /** The number, at most {@link AuthEvent#MAX_ATTEMPTS}; -1 when it is none. */
  int number(Slot slot) {
    return Bytes.number(text, from(slot), to(slot), AuthEvent.MAX_ATTEMPTS);
  }

  Protocol protocol(Protocol usual) {
    if (isEmpty(Slot.PROTOCOL)) {
      return usual;
    }
    Protocol named = Protocol.of(string(Slot.PROTOCOL));
    if (named == null) {
      int colon = Bytes.lastIndexOf(text, from(Slot.PROTOCOL), to(Slot.PROTOCOL), COLON);
      named = colon < 0 ? null : Protocol.of(string(colon + 1, to(Slot.PROTOCOL)));
    }
    return named == null ? usual : named;
  }

  private static final byte[] COLON = {':'};

  /**
   * The address, whether or not a port, a full stop or a colon follows it; null when there is none
   * that can be read.
   */
  @Nullable Address source() {
    if (isEmpty(Slot.SOURCE)) {
      return null;
    }
    int from = from(Slot.SOURCE);
    int to = to(Slot.SOURCE);
    Address address = Address.parse(text, from, to);
    if (address == null && (text[to - 1] == '.' || text[to - 1] == ':')) {
      return Address.parse(text, from, to - 1);
    }
    return address == null ? beforePort(from, to) : address;
  }

  /** {@code 192.0.2.1:25} or {@code [2001:db8::1]:25}. */
  private @Nullable Address beforePort(int from, int to) {
    int colon = Bytes.lastIndexOf(text, from, to, COLON);
    if (colon <= from || Bytes.number(text, colon + 1, to, 65_535) < 0) {
      return null;
    }
    if (text[from] == '[' && text[colon - 1] == ']') {
      return Address.parse(text, from + 1, colon - 1);
    }
    boolean only = Bytes.indexOf(text, from, colon, COLON) < 0;
    return only ? Address.parse(text, from, colon) : null;
  }

  @Nullable Account account() {
    if (isEmpty(Slot.ACCOUNT)) {
      return null;
    }
    Account account =
        accountKind == null
            ? Account.of(text, from(Slot.ACCOUNT), to(Slot.ACCOUNT))
            : Account.of(accountKind.undone(text, from(Slot.ACCOUNT), to(Slot.ACCOUNT)));
    return account.name().isEmpty() ? null : account;
  }

  long session() {
    return isEmpty(Slot.SESSION)
        ? AuthEvent.NO_SESSION
        : AuthEvent.session(text, from(Slot.SESSION), to(Slot.SESSION));
  }

  private String string(Slot slot) {
    return string(from(slot), to(slot));
  }

  private String string(int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  private static int bit(Slot slot) {
    return 1 << slot.ordinal();
  }
}
