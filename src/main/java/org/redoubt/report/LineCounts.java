package org.redoubt.report;

/**
 * How the lines of a log were taken.
 *
 * @param understood lines that tell of a login
 * @param ignored lines about something else, the unknown ones among them
 * @param unknown lines of a known program that no template fits
 * @param malformed damaged lines, and lines written to deceive
 * @param joined attempts that another line had told before
 * @param fromMillis the earliest time; {@link Long#MAX_VALUE} before the first
 * @param toMillis the latest time; {@link Long#MIN_VALUE} before the first
 */
public record LineCounts(
    long understood,
    long ignored,
    long unknown,
    long malformed,
    long joined,
    long fromMillis,
    long toMillis) {
  public static final LineCounts NONE =
      new LineCounts(0, 0, 0, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

  public long lines() {
    return understood + ignored + malformed;
  }

  public boolean hasTimes() {
    return fromMillis <= toMillis;
  }

  public LineCounts plus(LineCounts more) {
    return new LineCounts(
        understood + more.understood,
        ignored + more.ignored,
        unknown + more.unknown,
        malformed + more.malformed,
        joined + more.joined,
        Math.min(fromMillis, more.fromMillis),
        Math.max(toMillis, more.toMillis));
  }
}
