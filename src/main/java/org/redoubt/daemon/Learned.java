package org.redoubt.daemon;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.redoubt.audit.AuditException;
import org.redoubt.audit.AuditStore;
import org.redoubt.decide.Judge;

/**
 * What was learned, kept over a restart: who logs in from where, and what is held against whom.
 * Saved now and then and at the end; after a crash the last minutes of it are missing.
 */
final class Learned implements AutoCloseable {
  private static final String NAME = "judge";

  private final Core core;
  private final AuditStore store;
  private final InstantSource clock;

  Learned(Core core, AuditStore store, InstantSource clock) {
    this.core = core;
    this.store = store;
    this.clock = clock;
  }

  /** A judge that knows what was saved; one that knows nothing where that cannot be read. */
  static Judge recall(AuditStore store, Supplier<Judge> fresh) {
    Optional<byte[]> saved = store.state(NAME);
    Judge judge = fresh.get();
    if (saved.isEmpty()) {
      return judge;
    }
    try {
      judge.load(new DataInputStream(new ByteArrayInputStream(saved.get())));
      return judge;
    } catch (IOException e) {
      LogLines.LOG.warning(
          "what was learned before cannot be read, learning anew: " + e.getMessage());
      return fresh.get();
    }
  }

  void save() {
    try {
      store.saveState(NAME, core.ask(Learned::bytes), clock.millis());
    } catch (AuditException e) {
      LogLines.LOG.warning("what was learned cannot be saved: " + e.getMessage());
    }
  }

  private static byte[] bytes(Judge judge) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      judge.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    save();
  }
}
