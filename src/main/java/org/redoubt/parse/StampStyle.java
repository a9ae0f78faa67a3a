package org.redoubt.parse;

/**
 * How a time stamp is written. Programs with their own files are told apart by it, and from all
 * that comes through syslog.
 */
enum StampStyle {
  /** There is none. */
  NONE,
  /** {@code Mar 26 10:31:36}, in any language, with or without the year. */
  SYSLOG,
  /** {@code 2026-03-26T10:31:36.123+01:00}. */
  ISO,
  /** {@code 2026-03-26T10:31:36Z,}: the first of several columns. */
  COLUMN,
  /** {@code 2026-03-26 10:31:36}. */
  DATED,
  /** {@code 2026/03/26 10:31:36}. */
  SLASHED,
  /**
   * {@code [26-Mar-2026 10:31:36 +0100]}, {@code [26/Mar/2026:10:31:36]}, {@code [2026-03-26 …]}.
   */
  BRACKETED,
  /** {@code Mar-26-26 10:31:36}. */
  DASHED,
  /** {@code 26/03/2026 10:31:36}, or the month first, as in {@code 03/26/2026 10:31:36 PM}. */
  NUMERIC,
  /** {@code 2026:03:26-10:31:36}. */
  COLONS,
  /** {@code Thu Mar 26 10:31:36 2026}. */
  WEEKDAY,
  /** {@code @4000000050d5ec3a0c1f2e3c}. */
  TAI64N,
  /** {@code 10:31:36.123}: the day is not told. */
  CLOCK
}
