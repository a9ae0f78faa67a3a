package org.redoubt.enforce;

import java.io.IOException;

/** A firewall that can be compared with what is wanted. */
public interface Mendable {
  /** Compares, and puts right what is not as wanted. */
  Mending mend(long nowMillis) throws IOException;
}
