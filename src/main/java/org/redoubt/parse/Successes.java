package org.redoubt.parse;

import org.redoubt.event.AuthEvent;

/**
 * Logins that went well, by the session that both who checked the password and who talked to the
 * client name. Few servers have the one tell of them, so nothing is kept before it does. Holds a
 * fixed number: what is forgotten too early is counted twice. Not thread-safe.
 */
final class Successes {
  private static final int SLOTS = 1 << 12;

  private long[] sessions = {};
  private long[] layers = {};

  /**
   * Whether another layer told of it before; else it is kept.
   *
   * @param bit of the layer that tells now
   */
  boolean isToldAgain(AuthEvent event, Layer layer, long bit) {
    if (event.session() == AuthEvent.NO_SESSION || sessions.length == 0 && !begins(layer)) {
      return false;
    }
    long session = event.session();
    int at = (int) (session ^ session >>> 32) >>> 1 & SLOTS - 1;
    if (sessions[at] != session) {
      sessions[at] = session;
      layers[at] = bit;
      return false;
    }
    boolean isAgain = (layers[at] & bit) == 0;
    layers[at] |= bit;
    return isAgain;
  }

  private boolean begins(Layer layer) {
    if (layer.kind() != Layer.Kind.BACKEND) {
      return false;
    }
    sessions = new long[SLOTS];
    layers = new long[SLOTS];
    return true;
  }
}
