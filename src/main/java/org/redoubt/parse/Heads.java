package org.redoubt.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what stands between stamp and message from the lines before: nearly every line of a
 * log begins with one of a few heads, such as {@code mx1 dovecot: imap-login: }. A head that stands
 * there byte for byte is read as it was read before, since what it means depends on nothing behind
 * it. Not thread-safe.
 */
final class Heads {
  private static final int ROOM = 256;
  private static final int LONGEST_HOST = 64;
  private static final int LONGEST = 64;
  private static final int LOOKED_AT = 14;

  /**
   * A head that was read.
   *
   * @param style of the stamp in front, on which it depends how a head is read
   * @param text behind the host, up to the message or the process number
   * @param hasPid whether {@code 12]: } follows
   * @param tagFrom from the beginning of {@code text}, as the next two
   * @param messageFrom of a head without a process number
   * @param entry what is known of the tag
   */
  record Head(
      StampStyle style,
      Literal text,
      boolean hasPid,
      int tagFrom,
      int tagTo,
      int messageFrom,
      Tags.Entry entry) {}

  /**
   * Text that is compared often: up to {@value #SHORT} bytes without a branch that depends on its
   * length.
   */
  static final class Literal {
    private static final int SHORT = 4 * Long.BYTES;
    private final byte[] bytes;
    private final int length;
    private final long word0;
    private final long word1;
    private final long word2;
    private final long word3;
    private final long mask0;
    private final long mask1;
    private final long mask2;
    private final long mask3;

    Literal(byte[] bytes) {
      this.bytes = bytes;
      this.length = bytes.length;
      mask0 = mask(0);
      mask1 = mask(1);
      mask2 = mask(2);
      mask3 = mask(3);
      byte[] padded = Arrays.copyOf(bytes, Math.max(SHORT, length));
      word0 = Bytes.eight(padded, 0) & mask0;
      word1 = Bytes.eight(padded, 8) & mask1;
      word2 = Bytes.eight(padded, 16) & mask2;
      word3 = Bytes.eight(padded, 24) & mask3;
    }

    private long mask(int word) {
      int left = Math.clamp(length - word * Long.BYTES, 0, Long.BYTES);
      return left == Long.BYTES ? -1 : (1L << 8 * left) - 1;
    }

    int length() {
      return length;
    }

    boolean isAt(byte[] text, int from, int to) {
      if (length > SHORT || from + SHORT > text.length) {
        return Bytes.startsWith(text, from, to, bytes);
      }
      long front =
          Bytes.eight(text, from) & mask0 ^ word0 | Bytes.eight(text, from + 8) & mask1 ^ word1;
      long back =
          Bytes.eight(text, from + 16) & mask2 ^ word2
              | Bytes.eight(text, from + 24) & mask3 ^ word3;
      return (front | back) == 0 && length <= to - from;
    }
  }

  private final @Nullable Head[] heads = new @Nullable Head[ROOM];
  private Literal host = new Literal(new byte[0]);

  /** Where the text behind the usual host begins; -1 when another one stands there. */
  int afterHost(byte[] text, int from, int to) {
    int at = from + host.length();
    return host.length() > 0 && at + LOOKED_AT <= to && host.isAt(text, from, to) ? at : -1;
  }

  /** The head that stands there, or null. */
  @Nullable Head find(byte[] text, int from, int to, StampStyle style) {
    Head head = heads[slot(text, from)];
    return head != null && head.style == style && head.text.isAt(text, from, to) ? head : null;
  }

  /** Keeps the host, with the blank behind it. */
  void host(byte[] text, int from, int to) {
    if (to - from <= LONGEST_HOST && !(host.length() == to - from && host.isAt(text, from, to))) {
      host = new Literal(Arrays.copyOfRange(text, from, to));
    }
  }

  void keep(byte[] text, int from, Head head) {
    if (head.text.length() <= LONGEST && from + LOOKED_AT <= text.length) {
      heads[slot(text, from)] = head;
    }
  }

  private static int slot(byte[] text, int from) {
    long bits = Bytes.eight(text, from) * 31 + Bytes.eight(text, from + LOOKED_AT - Long.BYTES);
    return (int) (bits * 0x9E3779B97F4A7C15L >>> 56) & ROOM - 1;
  }
}
