package org.redoubt.parse;

import org.jspecify.annotations.Nullable;

/** Finds the template that a message fits. */
abstract class Matcher {

  /** The rule of the first template that fits text[from, to) whole, or null. */
  abstract @Nullable Rule match(byte[] text, int from, int to, Captures captures);
}
