package org.redoubt.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Follows log files, given as paths or as globs in the last part of a path, across rotation by
 * rename and by copytruncate, from stored positions or else from the beginning of each file. A path
 * need not exist yet. All reading happens in {@link #read}, on the caller's thread, so a burst
 * waits in the files; {@link #await} sleeps until the kernel reports a change, with a slow look
 * every few seconds for file systems that report none (network file systems). One thread.
 */
public final class FileFollower implements Closeable {
  private static final int MAX_FILES = 256;

  private final List<Path> patterns;
  private final Map<String, String> positions = new HashMap<>();
  private final IntakeSettings settings;
  private final InstantSource clock;
  private final Map<Path, FollowedPath> followed = new LinkedHashMap<>();
  private final LineBuffer buffer = new LineBuffer();
  private final FolderWatch watch;
  private volatile List<InputState> states = List.of();

  /**
   * @param positions where to go on; those of inputs that are not followed are ignored
   * @throws IOException when the system gives no more inotify instances
   */
  public FileFollower(IntakeSettings settings, Collection<Position> positions, InstantSource clock)
      throws IOException {
    this.settings = settings;
    this.patterns = settings.logs().stream().map(p -> Path.of(p).toAbsolutePath()).toList();
    this.clock = clock;
    positions.forEach(p -> this.positions.put(p.input(), p.mark()));
    this.watch = new FolderWatch(this::concerns);
  }

  /**
   * Hands out all whole lines that are there now, file by file.
   *
   * @return whether there were any
   */
  public boolean read(LineSink sink) {
    findFiles();
    boolean any = false;
    for (FollowedPath path : followed.values()) {
      any |= path.read(buffer, sink, clock.millis());
    }
    states = followed.values().stream().map(FollowedPath::state).toList();
    return any;
  }

  /** Waits until a followed file may have changed, at most the safety poll of the settings. */
  public void await() throws InterruptedException {
    watch.await(settings.safetyPollMillis());
  }

  /** How each file is doing, as of the last {@link #read}; from any thread. */
  public List<InputState> states() {
    return states;
  }

  /** Lines cut so far because they were longer than {@value LineBuffer#MAX_LINE_BYTES} bytes. */
  public long cutLines() {
    return buffer.cutLines();
  }

  private void findFiles() {
    for (Path pattern : patterns) {
      watch.add(pattern);
      for (Path file : isGlob(pattern) ? matches(pattern) : List.of(pattern)) {
        if (followed.size() < MAX_FILES) {
          followed.computeIfAbsent(file, this::follow);
          watch.addTarget(file);
        }
      }
    }
  }

  private FollowedPath follow(Path file) {
    String mark = positions.get(file.toString());
    List<FileMark> marks = mark == null ? List.of() : FileMark.read(mark);
    return new FollowedPath(file, marks, settings.retireMillis(), clock.millis());
  }

  private boolean concerns(Path changed) {
    return patterns.stream().anyMatch(p -> isGlob(p) ? matches(p, changed) : p.equals(changed))
        || followed.containsKey(changed);
  }

  private static boolean isGlob(Path pattern) {
    return pattern.toString().matches(".*[*?\\[{].*");
  }

  private static boolean matches(Path pattern, Path file) {
    Path name = pattern.getFileName();
    return name != null
        && file.getFileName() != null
        && java.util.Objects.equals(pattern.getParent(), file.getParent())
        && matcher(name).matches(file.getFileName());
  }

  private static PathMatcher matcher(Path name) {
    return FileSystems.getDefault().getPathMatcher("glob:" + name);
  }

  /** Whether there is a file of this path or glob. */
  static boolean exists(Path pattern) {
    return isGlob(pattern) ? !matches(pattern).isEmpty() : Files.isRegularFile(pattern);
  }

  private static Collection<Path> matches(Path pattern) {
    TreeSet<Path> found = new TreeSet<>();
    Path folder = pattern.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> {
        if (matches(pattern, file) && Files.isRegularFile(file)) {
          found.add(file);
        }
      });
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    watch.close();
    for (FollowedPath path : followed.values()) {
      path.close();
    }
  }
}
