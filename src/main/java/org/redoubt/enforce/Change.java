package org.redoubt.enforce;

import org.redoubt.net.Prefix;

/** One thing to change in what is enforced. */
public sealed interface Change {
  /** The end of a ban that has none. */
  long FOREVER = Long.MAX_VALUE;

  /** Whom it is about. */
  Prefix prefix();

  /**
   * Keep this prefix out; replaces an earlier ban of exactly this prefix.
   *
   * @param prefix one address or a block; never every address there is
   * @param untilMillis when it ends by itself, in milliseconds since 1970, or {@link #FOREVER}
   */
  record Ban(Prefix prefix, long untilMillis) implements Change {
    public Ban {
      if (prefix.length() == 0) {
        throw new IllegalArgumentException("a ban of every address: " + prefix);
      }
    }
  }

  /** Let exactly this prefix in again; nothing happens when it is not banned. */
  record Lift(Prefix prefix) implements Change {}
}
