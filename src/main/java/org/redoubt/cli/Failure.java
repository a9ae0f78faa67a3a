package org.redoubt.cli;

/** A command that could not do its work; the message is for people, on one line. */
public final class Failure extends Exception {
  /** The work failed, or what was asked for is not there. */
  public static final int FAILED = 1;

  /** What was given cannot be used: wrong words, unreadable input. */
  public static final int UNUSABLE = 2;

  private final int exitCode;

  public Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
