package org.redoubt.simulate;

/** What the client noticed of the protection in front of the mail server. */
public enum Answer {
  /** The mail server looked at the password and said what it thought. */
  VERIFIED,
  /** A temporary failure: come again. */
  RETRY_LATER,
  /** Turned down as if the password were wrong. */
  REFUSED,
  /** No connection. */
  DROPPED;

  public boolean isHeldBack() {
    return this != VERIFIED;
  }
}
