package org.redoubt.daemon;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.redoubt.audit.AuditStore;
import org.redoubt.detect.HashKey;

/** The secret of this installation: made once, kept in the store. */
final class Secrets {
  private static final String NAME = "hash-key";
  private static final int BYTES = 16;

  private Secrets() {}

  static HashKey hashKey(AuditStore store, long nowMillis) {
    byte[] kept = store.state(NAME).filter(bytes -> bytes.length == BYTES).orElse(null);
    if (kept == null) {
      kept = new byte[BYTES];
      new SecureRandom().nextBytes(kept);
      store.saveState(NAME, kept, nowMillis);
    }
    ByteBuffer key = ByteBuffer.wrap(kept);
    return new HashKey(key.getLong(), key.getLong());
  }
}
