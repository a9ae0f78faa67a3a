package org.redoubt.daemon;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.redoubt.decide.Judge;

/**
 * What was learned, kept over a restart: who logs in from where, and what is held against whom. A
 * file in the state folder, written now and then and at the end, straight from the tables, since a
 * copy of them would not fit into memory; after a crash the last minutes are missing.
 */
final class Learned implements AutoCloseable {
  private static final String NAME = "learned.bin";

  private final Court court;
  private final Path file;

  Learned(Court court, Path stateFolder) {
    this.court = court;
    this.file = stateFolder.resolve(NAME);
  }

  /** A judge that knows what was saved; one that knows nothing where that cannot be read. */
  static Judge recall(Path stateFolder, Supplier<Judge> fresh) {
    Judge judge = fresh.get();
    Path file = stateFolder.resolve(NAME);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      judge.load(in);
      return judge;
    } catch (NoSuchFileException e) {
      return judge;
    } catch (IOException e) {
      LogLines.LOG.warning(file + " cannot be read, learning anew: " + e.getMessage());
      return fresh.get();
    }
  }

  /** Replaces the file at once, so that there is always a whole one. */
  synchronized void save() {
    Path next = file.resolveSibling(NAME + ".new");
    try {
      court.ask(judge -> write(judge, next));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UncheckedIOException e) {
      LogLines.LOG.warning("what was learned cannot be saved: " + e.getMessage());
    }
  }

  private static Path write(Judge judge, Path file) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      judge.save(out);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    save();
  }
}
