package org.redoubt.decide;

/** What shall become of a login attempt, asked before its password is looked at. */
public enum Verdict {
  /** Look at the password. */
  ALLOW,
  /** Look at it after a while. */
  DELAY,
  /** Answer with a temporary failure, whatever the password; people's clients come again. */
  RETRY_LATER,
  /** Answer as if the password were wrong, whatever it is. */
  REFUSE
}
