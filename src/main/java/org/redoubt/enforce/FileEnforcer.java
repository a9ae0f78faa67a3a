package org.redoubt.enforce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Keeps a file at the list of who is banned, for a program that reads it, and may call a command
 * each time the file has changed. The file is ours alone and always whole.
 *
 * <p>Ends of bans are seen when {@code apply} is called, be it with nothing to change.
 */
public final class FileEnforcer implements Enforcer {
  private final AtomicFile file;
  private final BanFileFormat format;
  private final List<String> afterwards;
  private final Duration between;
  private final Wanted wanted = new Wanted();

  /** The file may not be what is wanted. */
  private boolean behind;

  /** The file has changed and the command does not know. */
  private boolean untold;

  private long writtenMillis = Long.MIN_VALUE;

  /**
   * A file to be written.
   *
   * @param then a command and its arguments to call when it has changed, such as {@code postfix
   *     reload}; empty for none
   */
  public record Settings(Path path, BanFileFormat format, List<String> then) {
    public Settings {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException("not a path from the root: " + path);
      }
    }
  }

  /**
   * Of those settings; changes within a second of the last are written together, a second later.
   */
  FileEnforcer(Settings settings) {
    this(settings.path, settings.format, settings.then, Duration.ofSeconds(1));
  }

  /**
   * @param afterwards a command and its arguments, such as {@code postfix reload}; empty for none
   */
  public FileEnforcer(Path path, BanFileFormat format, List<String> afterwards) {
    this(path, format, afterwards, Duration.ZERO);
  }

  private FileEnforcer(Path path, BanFileFormat format, List<String> afterwards, Duration between) {
    this.between = between;
    this.file = new AtomicFile(path);
    this.format = format;
    this.afterwards = afterwards.isEmpty() ? List.of() : Program.checked(afterwards);
  }

  @Override
  public String name() {
    return "file " + file.path();
  }

  @Override
  public synchronized void restore(Collection<Change.Ban> bans, long nowMillis) throws IOException {
    wanted.replace(bans, nowMillis);
    behind = true;
    write(nowMillis);
  }

  @Override
  public synchronized void apply(List<Change> changes, long nowMillis) throws IOException {
    behind = behind || !changes.isEmpty() || !wanted.ended(nowMillis).isEmpty();
    wanted.apply(changes, nowMillis);
    boolean soon = nowMillis >= writtenMillis && nowMillis - between.toMillis() < writtenMillis;
    if (behind && !soon) {
      write(nowMillis);
    }
  }

  private void write(long nowMillis) throws IOException {
    writtenMillis = nowMillis;
    untold |= file.write(format.text(wanted.bans(nowMillis)));
    if (untold && !afterwards.isEmpty()) {
      Program.run(afterwards, "");
    }
    untold = false;
    behind = false;
  }

  /** Leaves an empty list, because the reader expects its file. */
  @Override
  public synchronized void flush() throws IOException {
    if (Files.exists(file.path())) {
      restore(List.of(), 0);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (behind) {
      write(writtenMillis);
    }
  }
}
