package org.redoubt.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people write them: {@code 500ms}, {@code 90s}, {@code 1h30m}, {@code 7d}. */
public final class DurationText {
  /** How to write one, for error messages. */
  public static final String FORM =
      "a length of time such as \"90s\", \"10m\", \"1h30m\" or \"7d\"";

  private static final Pattern PART = Pattern.compile("(\\d{1,10})(ms|s|m|h|d|w)");
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,10}(ms|s|m|h|d|w))+");
  private static final Map<String, Long> MILLIS =
      Map.of(
          "ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L, "w", 604_800_000L);
  private static final long MAX_MILLIS = 100L * 366 * 86_400_000;

  private DurationText() {}

  /** The length of time, or null when the text is none or is over a hundred years. */
  public static @Nullable Duration parse(String text) {
    if (text.length() > 60 || !WHOLE.matcher(text).matches()) {
      return null;
    }
    long millis = 0;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long unit = MILLIS.getOrDefault(part.group(2), 0L);
      millis += Math.min(Long.parseLong(part.group(1)), MAX_MILLIS / unit + 1) * unit;
    }
    return millis > MAX_MILLIS ? null : Duration.ofMillis(millis);
  }

  /** The shortest exact text, such as {@code 1h30m}. */
  public static String print(Duration duration) {
    StringBuilder out = new StringBuilder();
    long rest = part(out, duration.toMillis(), 86_400_000, "d");
    rest = part(out, rest, 3_600_000, "h");
    rest = part(out, rest, 60_000, "m");
    rest = part(out, rest, 1000, "s");
    part(out, rest, 1, "ms");
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static long part(StringBuilder out, long millis, long unit, String name) {
    if (millis >= unit) {
      out.append(millis / unit).append(name);
    }
    return millis % unit;
  }
}
