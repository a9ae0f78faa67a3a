package org.redoubt.repute;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.redoubt.detect.Hearsay;

/**
 * A list of addresses that somebody else keeps.
 *
 * @param name a word for it: small letters, digits and dashes
 * @param from the path of a file, or an http(s) address
 * @param format how it is written
 * @param column which column holds the address, from 1; 0 for the first that does
 * @param field which JSON field holds it; empty for any text that is an address
 * @param as what it is good for
 * @param weight how much it speaks for guessing, in nats, when it is evidence
 * @param every how often it is fetched; a file is looked at every minute, whatever this says
 * @param withPrivate whether private and other special blocks in it are taken too
 */
public record ListSettings(
    String name,
    String from,
    Format format,
    int column,
    String field,
    As as,
    double weight,
    Duration every,
    boolean withPrivate) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Duration OFTENEST = Duration.ofMinutes(5);

  /** Leaves out what every list must say. */
  public static final ListSettings DEFAULTS =
      new ListSettings("", "", Format.AUTO, 0, "", As.EVIDENCE, 1, Duration.ofDays(1), false);

  /** How a list is written. */
  public enum Format {
    /** Found out from what is there. */
    AUTO,
    /** An address, a prefix or a range at the start of each line. */
    PLAIN,
    /** Columns parted by commas, semicolons, bars or tabs. */
    CSV,
    /** JSON, or one JSON value a line. */
    JSON
  }

  /** What a list is good for. */
  public enum As {
    /** Who is on it is believed sooner to be guessing. */
    EVIDENCE,
    /** Who is on it is kept out. */
    BAN
  }

  public ListSettings {
    if (name.isEmpty() != from.isEmpty()) {
      throw new IllegalArgumentException("\"name\" and \"from\" must both be there");
    }
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name is made of small letters, digits and dashes, not \"" + name + "\"");
    }
    if (isUrl(from) && !isGoodUrl(from)) {
      throw new IllegalArgumentException("not an http or https address: " + from);
    }
    if (column < 0 || column > 1000) {
      throw new IllegalArgumentException("column is from 1, or 0 for the first that fits");
    }
    if (!(weight >= 0 && weight <= Hearsay.MOST)) {
      throw new IllegalArgumentException("weight is from 0 to " + Hearsay.MOST + " nats");
    }
    if (every.compareTo(OFTENEST) < 0) {
      throw new IllegalArgumentException("every must be 5m or longer");
    }
  }

  private static boolean isUrl(String from) {
    return from.contains("://");
  }

  private static boolean isGoodUrl(String from) {
    try {
      URI uri = URI.create(from);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  boolean isUrl() {
    return isUrl(from);
  }
}
