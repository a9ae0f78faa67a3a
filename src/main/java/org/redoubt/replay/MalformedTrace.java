package org.redoubt.replay;

/** A trace that cannot be read; the message says where, what was found and what was expected. */
public final class MalformedTrace extends Exception {
  private static final long serialVersionUID = 1;

  public MalformedTrace(String message) {
    super(message);
  }
}
