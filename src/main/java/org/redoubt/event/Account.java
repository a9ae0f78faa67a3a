package org.redoubt.event;

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
