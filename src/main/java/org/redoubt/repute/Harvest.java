package org.redoubt.repute;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixSet;
import org.redoubt.net.PrefixSetBuilder;

/** Takes addresses, prefixes and ranges out of a list's texts, and counts what is none. */
final class Harvest {
  /** No attacker owns more than this; what is wider is a slip, or hostile. */
  private static final int WIDEST_V4 = 8;

  private static final int WIDEST_V6 = 16;
  private static final int MAX_TEXT = 100;

  /** Private, shared, local, documentation and multicast blocks. */
  static final PrefixSet SPECIAL =
      PrefixSet.of(
          List.of(
              Prefix.of("0.0.0.0/8"),
              Prefix.of("10.0.0.0/8"),
              Prefix.of("100.64.0.0/10"),
              Prefix.of("127.0.0.0/8"),
              Prefix.of("169.254.0.0/16"),
              Prefix.of("172.16.0.0/12"),
              Prefix.of("192.168.0.0/16"),
              Prefix.of("224.0.0.0/3"),
              Prefix.of("::/16"),
              Prefix.of("fc00::/7"),
              Prefix.of("fe80::/10"),
              Prefix.of("ff00::/8")));

  private final PrefixSetBuilder blocks;
  private final PrefixSet leftOut;
  private long junk;
  private long special;
  private long tooWide;
  private long beyond;

  Harvest(ListSettings settings, int most) {
    blocks = new PrefixSetBuilder(most);
    leftOut = settings.withPrivate() ? PrefixSet.EMPTY : SPECIAL;
  }

  /** The text should have been an address. */
  void junk() {
    junk++;
  }

  /** Takes the text if it is an address, a prefix or a range; whether it is. */
  boolean take(byte[] text, int from, int to) {
    int dash = indexOf(text, (byte) '-', from, to);
    if (dash >= 0) {
      return takeRange(text, from, dash, dash + 1, to);
    }
    int slash = indexOf(text, (byte) '/', from, to);
    Address base = Address.parse(text, from, slash < 0 ? to : slash);
    if (base == null) {
      return false;
    }
    int length = slash < 0 ? base.alone().length() : number(text, slash + 1, to);
    boolean fits = length >= 0 && length <= (base.isV4() ? 32 : 128);
    if (fits) {
      take(Prefix.of(base, length));
    }
    return fits;
  }

  /** Takes what lies between two addresses, both included; whether they are a range. */
  boolean takeRange(byte[] text, int from, int to, int otherFrom, int otherTo) {
    Address first = trimmed(text, from, to);
    Address last = trimmed(text, otherFrom, otherTo);
    if (first == null || last == null || first.isV4() != last.isV4() || first.compareTo(last) > 0) {
      return false;
    }
    takeRange(first, last);
    return true;
  }

  private static @Nullable Address trimmed(byte[] text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && text[start] == ' ') {
      start++;
    }
    while (end > start && text[end - 1] == ' ') {
      end--;
    }
    return Address.parse(text, start, end);
  }

  /** The fewest blocks that are exactly the range: at most two for each bit. */
  private void takeRange(Address first, Address last) {
    Address at = first;
    while (true) {
      int length = at.alone().length();
      while (length > 0
          && Prefix.of(at, length - 1).base().equals(at)
          && end(Prefix.of(at, length - 1)).compareTo(last) <= 0) {
        length--;
      }
      Prefix block = Prefix.of(at, length);
      take(block);
      Address end = end(block);
      if (end.compareTo(last) >= 0) {
        return;
      }
      at = end.lo() == -1 ? new Address(end.hi() + 1, 0) : new Address(end.hi(), end.lo() + 1);
    }
  }

  private static Address end(Prefix block) {
    int length = block.mappedLength();
    long hi = length >= 64 ? 0 : -1L >>> length;
    long lo = length >= 128 ? 0 : length <= 64 ? -1 : -1L >>> length - 64;
    return new Address(block.base().hi() | hi, block.base().lo() | lo);
  }

  private void take(Prefix block) {
    if (block.length() < (block.base().isV4() ? WIDEST_V4 : WIDEST_V6)) {
      tooWide++;
    } else if (leftOut.overlaps(block)) {
      special++;
    } else if (!blocks.add(block)) {
      beyond++;
    }
  }

  private static int number(byte[] text, int from, int to) {
    int number = to > from && to - from <= 3 ? 0 : -1;
    for (int i = from; i < to && number >= 0; i++) {
      number = text[i] >= '0' && text[i] <= '9' ? number * 10 + text[i] - '0' : -1;
    }
    return number;
  }

  private static int indexOf(byte[] text, byte wanted, int from, int to) {
    for (int i = from; i < to && i < from + MAX_TEXT; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  ListContents contents() {
    return new ListContents(blocks.build(), junk, special, tooWide, beyond);
  }
}
