package org.redoubt.repute;

import java.util.List;
import java.util.regex.Pattern;
import org.redoubt.detect.Hearsay;
import org.redoubt.net.Prefix;

/**
 * A DNS blocklist.
 *
 * @param name the zone, such as {@code bl.example.org}
 * @param weight how much a listing there speaks for guessing, in nats
 * @param listed which answers mean listed; empty for all that a zone may give
 */
public record ZoneSettings(String name, double weight, List<Prefix> listed) {
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,180}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})+");
  private static final Prefix ANSWERS = Prefix.of("127.0.0.0/8");

  /** Leaves out what every zone must say. */
  public static final ZoneSettings DEFAULTS = new ZoneSettings("", 1, List.of());

  public ZoneSettings {
    listed = List.copyOf(listed);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a DNS zone: " + name);
    }
    if (!(weight >= 0 && weight <= Hearsay.MOST)) {
      throw new IllegalArgumentException("weight is from 0 to " + Hearsay.MOST + " nats");
    }
    if (!listed.stream().allMatch(ANSWERS::contains)) {
      throw new IllegalArgumentException("\"listed\" holds answers within " + ANSWERS);
    }
  }
}
