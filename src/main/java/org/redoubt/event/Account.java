package org.redoubt.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A login name in the one form in which it is counted: Unicode NFKC, lower case, without blanks at
 * its ends, at most {@value #MAX_BYTES} bytes of UTF-8. A longer name is no account of anybody: it
 * is kept by its beginning and a hash, and {@link #isOverlong}.
 */
public record Account(String name) {
  public static final int MAX_BYTES = 256;
  private static final int KEPT_CHARS = 40;
  private static final String MARK = "…#";
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The account of a name as the client or the server wrote it. */
  public static Account of(String written) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c <= ' ' || c > '~' || c >= 'A' && c <= 'Z') {
        return normalised(written);
      }
    }
    return bounded(written);
  }

  /** The account of a name in UTF-8; of most a copy of the bytes. */
  public static Account of(byte[] text, int from, int to) {
    int length = to - from;
    return length * 3 <= MAX_BYTES && isPlain(text, from, to)
        ? new Account(new String(text, from, length, StandardCharsets.ISO_8859_1))
        : of(new String(text, from, length, StandardCharsets.UTF_8));
  }

  /** Whether each byte is visible ASCII and no capital, so that nothing is to be normalised. */
  private static boolean isPlain(byte[] text, int from, int to) {
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      if (!arePlain((long) EIGHT.get(text, at))) {
        return false;
      }
    }
    long rest = 0x6161_6161_6161_6161L;
    for (; at < to; at++) {
      rest = rest << 8 | text[at] & 255;
    }
    return arePlain(rest);
  }

  /** The same of eight bytes at once: each sum sets the highest bit of bytes from some value on. */
  private static boolean arePlain(long bytes) {
    long low = bytes & ~HIGHS;
    long fromBlank = low + (0x7f - ' ') * ONES;
    long fromDelete = low + ONES;
    long capital = low + (0x80 - 'A') * ONES & ~(low + (0x7f - 'Z') * ONES);
    return ((bytes | ~fromBlank | fromDelete | capital) & HIGHS) == 0;
  }

  private static Account normalised(String written) {
    String folded = Normalizer.normalize(written, Normalizer.Form.NFKC);
    return bounded(folded.toLowerCase(Locale.ROOT).strip());
  }

  private static Account bounded(String name) {
    if (name.length() * 3 <= MAX_BYTES
        || name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES) {
      return new Account(name);
    }
    long hash = 0;
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 0x9E3779B97F4A7C15L + name.charAt(i);
    }
    return new Account(name.substring(0, KEPT_CHARS) + MARK + Long.toHexString(hash));
  }

  /** Whether the name was too long to be anybody's. */
  public boolean isOverlong() {
    return name.length() > KEPT_CHARS && name.startsWith(MARK, KEPT_CHARS);
  }

  /** The name up to the {@code @}. */
  public String localPart() {
    int at = name.indexOf('@');
    return at < 0 ? name : name.substring(0, at);
  }

  /** Written out, as it is asked for every event: a record's own goes through a method handle. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Account account && name.equals(account.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
