package org.redoubt.enforce;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Something that keeps banned prefixes out. Calls return when the change is in force, or throw when
 * none of it is. Safe for use by several threads.
 */
public interface Enforcer extends Closeable {

  /** The word for it in logs, such as {@code nftables}. */
  String name();

  /**
   * Puts a batch in force as a whole. For a prefix named twice the last change counts; a ban whose
   * end has come is a lift.
   *
   * @param nowMillis the time from which the rest of a ban is reckoned, in milliseconds since 1970
   * @throws IOException when it could not be done; the message says what was refused and why
   */
  void apply(List<Change> changes, long nowMillis) throws IOException;

  /**
   * Makes exactly these bans what is in force, whatever was there before, without a moment in which
   * one that was and stays in force is not. The first call on a new enforcer.
   */
  void restore(Collection<Change.Ban> wanted, long nowMillis) throws IOException;

  /** Takes away everything this enforcer ever put anywhere. Only {@code restore} may follow. */
  void flush() throws IOException;

  /** Lets go of what the enforcer uses; what is in force stays in force. */
  @Override
  void close() throws IOException;
}
