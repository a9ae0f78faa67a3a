package org.redoubt.parse;

import java.util.List;

/** What a field of a template is kept as. */
enum Slot {
  /** Read over. */
  NONE,
  ACCOUNT,
  SOURCE,
  ATTEMPTS,
  /** How many of the attempts succeeded. */
  SUCCESSES,
  SESSION,
  PROTOCOL,
  /** A password or part of one: never kept, blotted out of the line before that is stored. */
  SECRET,
  /** A list of {@code key=value} elements whose order the admin may have changed. */
  ELEMENTS,
  /** The time, where the line does not begin with it: a stamp, or seconds since 1970. */
  AT;

  static final List<Slot> ALL = List.of(values());
  static final int COUNT = ALL.size();
}
