package org.redoubt.enforce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final Wanted wanted = new Wanted();

  /** The file may not be what is wanted. */
  private boolean behind;

  /** The file has changed and the command does not know. */
  private boolean untold;

  /**
   * @param afterwards a command and its arguments, such as {@code postfix reload}; empty for none
   */
  public FileEnforcer(Path path, BanFileFormat format, List<String> afterwards) {
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
    if (behind) {
      write(nowMillis);
    }
  }

  private void write(long nowMillis) throws IOException {
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
  public void close() {}
}
