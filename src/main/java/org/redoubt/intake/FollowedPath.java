package org.redoubt.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One path and the files that were, and are, behind it.
 *
 * <p>A rotated file is read to its end before the next, and stays open for a while since its
 * writers notice late; the position covers all that are open. What is not open any more is found
 * among the rotated files, by inode after a rename, by its beginning after copytruncate: what was
 * written between our last look and the truncation is in the copy. Whole files that came and went
 * meanwhile are read in their turn. A file that was packed meanwhile is known by its beginning,
 * too.
 */
final class FollowedPath implements Closeable {
  private static final int MAX_OPEN = 8;

  private final Path path;
  private final long retireMillis;

  /** The oldest first; the last is the one that had the path when we last looked. */
  private final List<OpenLog> open = new ArrayList<>();

  private List<FileMark> restore;
  private long readBytes;
  private long lastGrowthMillis;
  private @Nullable String problem;
  private @Nullable String gap;

  FollowedPath(Path path, List<FileMark> restore, long retireMillis, long nowMillis) {
    this.path = path;
    this.restore = restore;
    this.retireMillis = retireMillis;
    this.lastGrowthMillis = nowMillis;
  }

  /** Reads all that is there; whether that was anything. */
  boolean read(LineBuffer buffer, LineSink sink, long nowMillis) {
    try {
      refresh(nowMillis);
      boolean any = false;
      for (OpenLog log : List.copyOf(open)) {
        any |= log.read(buffer, (b, from, to, bytes) -> hand(sink, b, from, to), nowMillis);
      }
      retire(nowMillis);
      lastGrowthMillis = any ? nowMillis : lastGrowthMillis;
      problem = null;
      return any;
    } catch (IOException e) {
      problem = path + " cannot be read: " + reason(e);
      return false;
    }
  }

  InputState state() {
    return new InputState(path.toString(), readBytes, lastGrowthMillis, trouble());
  }

  private @Nullable String trouble() {
    if (problem != null || gap != null) {
      return problem == null ? gap : problem;
    }
    return open.isEmpty() ? path + ": there is no such file yet" : null;
  }

  Position position() {
    return new Position(path.toString(), FileMark.write(open.stream().map(OpenLog::mark).toList()));
  }

  private void hand(LineSink sink, byte[] bytes, int from, int to) {
    readBytes += to - from;
    sink.block(bytes, from, to, position());
  }

  private static String reason(IOException e) {
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "no permission; run as root, or as a member of the file's group (often adm)";
    }
    return String.valueOf(e.getMessage());
  }

  /** Brings the list of open files up to what the path is now. */
  private void refresh(long nowMillis) throws IOException {
    if (!restore.isEmpty()) {
      restore(nowMillis);
    }
    if (open.isEmpty()) {
      openCurrent(nowMillis);
      return;
    }
    OpenLog last = open.getLast();
    if (last.mark().offset() == 0 && open.size() > 1) {
      open.addAll(open.size() - 1, between(open.get(open.size() - 2), last.inode(), nowMillis));
    } else if (last.isTruncated()) {
      List<OpenLog> missed = copies(last.mark(), nowMillis);
      last.restart();
      open.addAll(open.size() - 1, missed);
    }
    if (Files.exists(path) && OpenLog.inode(path) != last.inode()) {
      open.addAll(between(last, OpenLog.inode(path), nowMillis));
      openCurrent(nowMillis);
    }
  }

  private void openCurrent(long nowMillis) throws IOException {
    if (Files.exists(path)) {
      open.add(OpenLog.open(path, nowMillis));
    }
  }

  /** The copy that copytruncate made, at the place where we were, and what came after it. */
  private List<OpenLog> copies(FileMark mark, long nowMillis) throws IOException {
    List<OpenLog> missed = new ArrayList<>();
    for (Path sibling : Rotated.withPacked(path)) {
      if (openAs(sibling, nowMillis) == open.getLast()) {
        continue;
      }
      OpenLog log = OpenLog.open(sibling, nowMillis);
      if (!missed.isEmpty()) {
        missed.add(log);
      } else if (mark.headBytes() > 0 && log.continues(mark)) {
        log.goTo(mark);
        missed.add(log);
      } else {
        log.close();
      }
    }
    return missed;
  }

  /** Opens the rotated files that are younger than the one and older than the other. */
  private List<OpenLog> between(OpenLog last, long next, long nowMillis) throws IOException {
    List<OpenLog> found = new ArrayList<>();
    boolean isAfter = false;
    for (Path sibling : Rotated.from(path, last.inode())) {
      OpenLog known = openAs(sibling, nowMillis);
      if (OpenLog.inode(sibling) == next || known != null && known.inode() == next) {
        break;
      }
      if (isAfter && known == null) {
        found.add(OpenLog.open(sibling, nowMillis));
      }
      isAfter |= known == last;
    }
    return found;
  }

  /** Which of the open logs the file is, or was made of; null for none. */
  private @Nullable OpenLog openAs(Path file, long nowMillis) throws IOException {
    long inode = OpenLog.inode(file);
    for (OpenLog log : open) {
      if (log.inode() == inode) {
        return log;
      }
    }
    if (!Rotated.isPacked(file)) {
      return null;
    }
    try (OpenLog packed = OpenLog.open(file, nowMillis)) {
      for (OpenLog log : open) {
        if (log.beginsAs(packed)) {
          return log;
        }
      }
    }
    return null;
  }

  private boolean isOpen(long inode) {
    return open.stream().anyMatch(log -> log.inode() == inode);
  }

  /** Finds the files of the stored position again, whatever they are called now. */
  private void restore(long nowMillis) throws IOException {
    close();
    List<Path> candidates = new ArrayList<>(Rotated.withPacked(path));
    if (Files.exists(path)) {
      candidates.add(path);
    }
    boolean found = false;
    for (FileMark mark : restore) {
      found = reopen(mark, candidates, nowMillis);
    }
    FileMark last = restore.getLast();
    restore = List.of();
    if (!found && last.offset() > 0) {
      gap = path + ": the file read last is gone; lines at its end may have been missed";
    }
  }

  private boolean reopen(FileMark mark, List<Path> candidates, long nowMillis) throws IOException {
    return reopen(mark, candidates, nowMillis, Match.INODE)
        || mark.headBytes() > 0
            && (reopen(mark, candidates, nowMillis, Match.BEGINNING)
                || reopen(mark, candidates, nowMillis, Match.PACKED));
  }

  private enum Match {
    INODE,
    BEGINNING,
    /** By its beginning, unpacked. */
    PACKED
  }

  private boolean reopen(FileMark mark, List<Path> candidates, long nowMillis, Match match)
      throws IOException {
    for (Path candidate : candidates) {
      if (match(mark, candidate) != match) {
        continue;
      }
      OpenLog log = OpenLog.open(candidate, nowMillis);
      if (!isOpen(log.inode()) && log.continues(mark)) {
        log.goTo(mark);
        open.add(log);
        return true;
      }
      log.close();
    }
    return false;
  }

  /** How the candidate might be the file of the mark. */
  private static Match match(FileMark mark, Path candidate) throws IOException {
    if (Rotated.isPacked(candidate)) {
      return Match.PACKED;
    }
    return OpenLog.inode(candidate) == mark.inode() ? Match.INODE : Match.BEGINNING;
  }

  /**
   * Closes rotated files that have been quiet; an unfinished line in one is not a line. While the
   * present file is empty, nothing but the one before it tells which rotated files are still new.
   */
  private void retire(long nowMillis) throws IOException {
    boolean lastIsEmpty = !open.isEmpty() && open.getLast().mark().offset() == 0;
    while (open.size() > MAX_OPEN
        || open.size() > 1
            && !lastIsEmpty
            && nowMillis - open.getFirst().lastGrowthMillis() >= retireMillis) {
      open.removeFirst().close();
    }
  }

  @Override
  public void close() throws IOException {
    for (OpenLog log : open) {
      log.close();
    }
    open.clear();
  }
}
