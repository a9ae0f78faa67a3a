package org.redoubt.daemon;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which lines of known programs no template fits, and how often: lines that differ in numbers only
 * are one. Bounded: a new kind takes the place of the rarest.
 */
final class Unknowns {
  private static final int MOST_KINDS = 256;
  private static final int LONGEST = 160;
  private static final int SHOWN = 5;

  /**
   * Lines that are alike.
   *
   * @param shape the message with {@code #} for each number
   */
  record Kind(String format, String shape, long count) {}

  private final Map<String, Kind> kinds = new HashMap<>();

  void count(String format, byte[] message, int from, int to) {
    String shape = shape(message, from, to);
    Kind known = kinds.get(shape);
    if (known == null && kinds.size() >= MOST_KINDS) {
      kinds.values().stream()
          .min(Comparator.comparingLong(Kind::count))
          .ifPresent(rarest -> kinds.remove(rarest.shape()));
    }
    kinds.put(shape, new Kind(format, shape, known == null ? 1 : known.count() + 1));
  }

  /** The commonest, the most frequent first. */
  List<Kind> commonest() {
    return kinds.values().stream()
        .sorted(Comparator.comparingLong(Kind::count).reversed().thenComparing(Kind::shape))
        .limit(SHOWN)
        .toList();
  }

  private static String shape(byte[] message, int from, int to) {
    int end = Math.min(to, from + LONGEST);
    return new String(message, from, end - from, StandardCharsets.UTF_8).replaceAll("[0-9]+", "#");
  }
}
