package org.redoubt.detect;

/** Where we stand when a login comes by, and so what we can see and do. */
public enum Vantage {
  /** Behind: log lines, about a second late; a ban closes the firewall to a source. */
  LOG,
  /** Behind as well, and the firewall can make unfamiliar networks come twice. */
  FIREWALL,
  /** Before: asked whether an attempt may reach the password at all. */
  HOOK
}
