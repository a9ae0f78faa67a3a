package org.redoubt.simulate;

import java.io.IOException;

/** How attempts are written down. */
public interface Rendering {
  /**
   * Writes the line or lines of an attempt, each with its line feed; none if it leaves no trace.
   */
  void write(Attempt attempt, Appendable out) throws IOException;
}
