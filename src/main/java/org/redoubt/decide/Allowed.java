package org.redoubt.decide;

import org.redoubt.net.Prefix;

/**
 * A block that an admin lets in whatever it does.
 *
 * @param scope who
 * @param sinceMillis since when
 * @param untilMillis when that ends; {@link #FOREVER} for never
 * @param because one line for people
 */
public record Allowed(Prefix scope, long sinceMillis, long untilMillis, String because) {
  public static final long FOREVER = Long.MAX_VALUE;

  public boolean inForce(long atMillis) {
    return untilMillis > atMillis;
  }
}
