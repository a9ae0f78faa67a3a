package org.redoubt.detect;

/** How well an account knows the place a login comes from. */
public enum Tier {
  /** It has logged in from this network lately. */
  HOME,
  /** It has logged in from the region around: /16, or /32 of IPv6. */
  NEARBY,
  STRANGE
}
