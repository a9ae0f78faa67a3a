package org.redoubt.replay;

import org.redoubt.net.Prefix;

/** Who notes what a policy did, besides its answers. */
public interface Journal {
  void banned(Prefix scope, long atMillis);

  void alarm(long atMillis, String what);
}
