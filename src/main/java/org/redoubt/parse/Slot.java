package org.redoubt.parse;

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
  ELEMENTS;

  static final int COUNT = values().length;
}
