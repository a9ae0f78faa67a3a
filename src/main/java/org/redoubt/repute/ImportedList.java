package org.redoubt.repute;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.PrefixSet;

/**
 * One list and what is in force of it. Renewing builds the new beside the old and then swaps; what
 * goes wrong leaves the old. Of a fetched list the last good copy stays in a folder of ours, to
 * begin with after a restart. Renewed by one thread, asked by any.
 */
final class ImportedList {
  private static final Duration FILE_LOOK = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_FETCH = Duration.ofMinutes(5);

  private final ListSettings settings;
  private final ReputeSettings bounds;
  private final Path copy;
  private final Path newCopy;
  private final Path copyVersion;
  private Version version;
  private @Nullable FileStamp fileSeen;
  private int failures;
  private long dueMillis;
  private volatile Standing standing = new Standing(ListContents.NONE, 0, 0, null);

  private record Standing(
      ListContents contents, long readMillis, long checkedMillis, @Nullable String problem) {}

  /**
   * @param folder where copies are kept
   */
  ImportedList(ListSettings settings, ReputeSettings bounds, Path folder) {
    this.settings = settings;
    this.bounds = bounds;
    copy = folder.resolve(settings.name() + ".list");
    newCopy = folder.resolve(settings.name() + ".new");
    copyVersion = folder.resolve(settings.name() + ".version");
    version = Version.none(settings.from());
  }

  ListSettings settings() {
    return settings;
  }

  PrefixSet blocks() {
    return standing.contents().blocks();
  }

  ListState state() {
    Standing now = standing;
    return new ListState(
        settings.name(),
        settings.from(),
        settings.as(),
        now.contents().blocks().size(),
        now.contents().blocks().bytes(),
        now.contents().leftOut(),
        now.readMillis(),
        now.checkedMillis(),
        now.problem());
  }

  /** Takes up the copy of an earlier run, if there is one; what is wrong with it is no matter. */
  void recall() {
    if (!settings.isUrl() || !Files.isRegularFile(copy)) {
      return;
    }
    try {
      long writtenMillis = Files.getLastModifiedTime(copy).toMillis();
      standing = new Standing(read(copy), writtenMillis, writtenMillis, null);
      version = Version.kept(copyVersion, settings.from());
    } catch (IOException e) {
      version = Version.none(settings.from());
    }
  }

  /** When it is to be renewed. */
  long dueMillis() {
    return dueMillis;
  }

  /** Renews it; whether something else is in force now. */
  boolean renew(long nowMillis) throws InterruptedException {
    try {
      boolean changed = settings.isUrl() ? fetch(nowMillis) : look(nowMillis);
      failures = 0;
      dueMillis = nowMillis + usualPause().toMillis();
      return changed;
    } catch (IOException | RuntimeException e) {
      failures++;
      dueMillis = nowMillis + pauseAfterFailure();
      Standing now = standing;
      standing = new Standing(now.contents(), now.readMillis(), now.checkedMillis(), told(e));
      return false;
    }
  }

  private static String told(Exception e) {
    return switch (e) {
      case NoSuchFileException none -> "there is no such file";
      case IOException io -> String.valueOf(io.getMessage());
      default -> e.toString();
    };
  }

  private Duration usualPause() {
    return settings.isUrl() ? settings.every() : FILE_LOOK;
  }

  /** Twice as long after each failure, up to the usual. */
  private long pauseAfterFailure() {
    long pause = FIRST_PAUSE.toMillis() << Math.min(failures - 1, 12);
    return Math.min(pause, usualPause().toMillis());
  }

  private boolean fetch(long nowMillis) throws IOException, InterruptedException {
    Download download = new Download(bounds.listMostBytes(), LONGEST_FETCH);
    return switch (download.fetch(version, newCopy)) {
      case Download.Unchanged u -> unchanged(nowMillis);
      case Download.Fetched(Version fetched) -> {
        boolean changed = swap(read(newCopy), nowMillis);
        Files.move(newCopy, copy, StandardCopyOption.REPLACE_EXISTING);
        fetched.keep(copyVersion);
        version = fetched;
        yield changed;
      }
    };
  }

  private boolean look(long nowMillis) throws IOException {
    Path file = Path.of(settings.from());
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    if (!now.isRegularFile()) {
      throw new IOException("is not a plain file");
    }
    FileStamp seen = FileStamp.of(now);
    if (seen.equals(fileSeen)) {
      return unchanged(nowMillis);
    }
    boolean changed = swap(read(file), nowMillis);
    fileSeen = seen;
    return changed;
  }

  private boolean unchanged(long nowMillis) {
    standing = new Standing(standing.contents(), standing.readMillis(), nowMillis, null);
    return false;
  }

  private boolean swap(ListContents next, long nowMillis) {
    boolean changed = !next.blocks().equals(blocks());
    standing = new Standing(next, nowMillis, nowMillis, null);
    return changed;
  }

  private ListContents read(Path file) throws IOException {
    try (InputStream in = new Bounded(Files.newInputStream(file), bounds.listMostBytes())) {
      return new ListReader(settings, bounds.listMostBlocks()).read(in);
    }
  }

  /** Fails beyond a number of bytes; a file may be a pipe or grow without end. */
  private static final class Bounded extends FilterInputStream {
    private final long mostBytes;
    private long leftBytes;

    Bounded(InputStream in, long mostBytes) {
      super(in);
      this.mostBytes = mostBytes;
      this.leftBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int got = in.read(into, from, length);
      leftBytes -= Math.max(0, got);
      if (leftBytes < 0) {
        throw new IOException("is longer than " + mostBytes + " bytes");
      }
      return got;
    }
  }
}
