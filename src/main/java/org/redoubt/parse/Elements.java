package org.redoubt.parse;

import java.nio.charset.StandardCharsets;
import org.redoubt.net.Address;

/**
 * Reads a list such as {@code user=<bob>, method=PLAIN, rip=192.0.2.1, lip=…, session=<x>} whose
 * order, keys and quoting an admin may have changed.
 *
 * <p>The client writes the account, with any byte in it, so where its value stands decides how the
 * rest is read: an address key in front of the account key is the server's, the first one is true;
 * behind it the last one is, if an address follows. Nothing a client writes stands before the
 * account key or behind the address.
 */
final class Elements {
  private static final int MOST_TRIALS = 4;
  private static final int LONGEST_KEY = 16;
  private static final byte[] QUOTE_THEN_METHOD = bytes(">, method=");
  private static final byte[] QUOTE_THEN_MORE = bytes(">, ");
  private static final byte[] QUOTE = bytes(">");
  private static final long COMMAS = Bytes.eightOf((byte) ',');
  private static final long BLANKS = Bytes.eightOf((byte) ' ');
  private static final long ANGLES = Bytes.eightOf((byte) '>');

  private final byte[] account;
  private final byte[] source;
  private final byte[] session;

  Elements(String account, String source, String session) {
    this.account = bytes(account);
    this.source = bytes(source);
    this.session = bytes(session);
  }

  /** Finds the account, source and session of the list around {@code start} that ends at to. */
  void read(byte[] text, int start, int to, Captures found) {
    int from = wordStart(text, start);
    int accountAt = -1;
    int firstSource = -1;
    int lastSource = -1;
    int sessionAt = -1;
    int sign = Bytes.find(text, from, to, Bytes.EQUALS_SIGNS);
    for (; sign >= 0; sign = Bytes.find(text, sign + 1, to, Bytes.EQUALS_SIGNS)) {
      if (isKey(text, from, sign, source)) {
        lastSource = sign + 1 - source.length;
        firstSource = firstSource < 0 ? lastSource : firstSource;
      } else if (isKey(text, from, sign, session)) {
        sessionAt = sign + 1 - session.length;
      } else if (accountAt < 0 && isKey(text, from, sign, account)) {
        accountAt = sign + 1 - account.length;
      }
    }
    boolean sourceBehind = accountAt >= 0 && firstSource > accountAt;
    boolean several = sourceBehind && lastSource > firstSource;
    int sourceAt = several ? lastAddress(text, accountAt, to) : firstSource;
    keep(found, Slot.SOURCE, text, sourceAt < 0 ? -1 : sourceAt + source.length, to);
    int accountLimit = sourceBehind ? sourceAt : to;
    keepAccount(found, text, accountAt < 0 ? -1 : accountAt + account.length, accountLimit);
    boolean behind = sessionAt > sourceAt;
    keep(found, Slot.SESSION, text, behind ? sessionAt + session.length : -1, to);
  }

  /** Whether the key, which ends with this equals sign, begins a word. */
  private static boolean isKey(byte[] text, int from, int sign, byte[] key) {
    int at = sign + 1 - key.length;
    return at >= from
        && at < sign
        && text[sign - 1] == key[key.length - 2]
        && (at == from || text[at - 1] == ' ')
        && Bytes.startsWith(text, at, sign + 1, key);
  }

  /**
   * The beginning of the key that the template has already read over, as in {@code
   * user={elements}}.
   */
  private static int wordStart(byte[] text, int start) {
    int from = start;
    while (from > 0 && start - from < LONGEST_KEY && text[from - 1] != ' ') {
      from--;
    }
    return from;
  }

  /** The last source key with an address behind it; where none has one, the last. */
  private int lastAddress(byte[] text, int from, int to) {
    int last = -1;
    int end = to;
    for (int trial = 0; trial < MOST_TRIALS; trial++) {
      int at = Bytes.lastIndexOf(text, from, end, source);
      if (at < 0) {
        break;
      }
      end = at;
      int value = at + source.length;
      if (text[at - 1] == ' ') {
        last = last < 0 ? at : last;
        if (Address.parse(text, value, valueEnd(text, value, to)) != null) {
          return at;
        }
      }
    }
    return last;
  }

  private static void keep(Captures found, Slot slot, byte[] text, int value, int to) {
    int from = value >= 0 && value < to && text[value] == '<' ? value + 1 : value;
    found.keep(slot, from, from < 0 ? -1 : valueEnd(text, from, to));
  }

  private static int valueEnd(byte[] text, int from, int to) {
    return Bytes.findAny(text, from, to, COMMAS, BLANKS, ANGLES);
  }

  private static void keepAccount(Captures found, byte[] text, int value, int limit) {
    if (value < 0) {
      found.keep(Slot.ACCOUNT, -1, -1);
      return;
    }
    int from = value < limit && text[value] == '=' ? value + 1 : value;
    if (from >= limit || text[from] != '<') {
      found.keep(Slot.ACCOUNT, from, valueEnd(text, from, limit));
      return;
    }
    int end = Bytes.lastIndexOf(text, from, limit, QUOTE_THEN_METHOD);
    end = end < 0 ? Bytes.lastIndexOf(text, from, limit, QUOTE_THEN_MORE) : end;
    end = end < 0 ? Bytes.lastIndexOf(text, from, limit, QUOTE) : end;
    found.keep(Slot.ACCOUNT, from + 1, end < 0 ? limit : end);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
