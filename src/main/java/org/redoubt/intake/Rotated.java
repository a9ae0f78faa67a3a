package org.redoubt.intake;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The rotated files beside a log, by their names: {@code mail.log.2.gz}, {@code mail.log.1}, or
 * {@code mail.log-20260326}. Other neighbours, such as {@code mail.log.bak}, are somebody's copies
 * and left alone.
 */
final class Rotated {
  private static final int SHORTEST_DATE = 6;
  private static final int MOST_PACKED = 16;
  private static final List<String> PACKED = List.of(".gz", ".xz", ".zst", ".bz2");

  private Rotated() {}

  /** Those that can be read as they are, the oldest first. */
  static List<Path> of(Path log) throws IOException {
    return withPacked(log).stream().filter(file -> !isPacked(file)).toList();
  }

  /** The same with the youngest of those that were packed. */
  static List<Path> withPacked(Path log) throws IOException {
    List<Path> found = new ArrayList<>();
    Path folder = log.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return found;
    }
    String name = String.valueOf(log.getFileName());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isRotation(suffix(file, name)) && Files.isRegularFile(file)) {
          found.add(file);
        }
      }
    }
    found.sort(oldestFirst(name));
    found.removeIf(file -> isPacked(file) && found.contains(plain(file)));
    List<Path> packed = found.stream().filter(Rotated::isPacked).toList();
    found.removeAll(packed.subList(0, Math.max(0, packed.size() - MOST_PACKED)));
    return found;
  }

  /** The same from this file on, or all when it is not there. */
  static List<Path> from(Path log, long inode) throws IOException {
    List<Path> files = withPacked(log);
    for (int i = 0; i < files.size(); i++) {
      if (OpenLog.inode(files.get(i)) == inode) {
        return files.subList(i, files.size());
      }
    }
    return files;
  }

  /** Whether the file is packed, by its name. */
  static boolean isPacked(Path file) {
    return !plain(file).equals(file);
  }

  /** What the file was called before it was packed. */
  private static Path plain(Path file) {
    String name = String.valueOf(file.getFileName());
    for (String end : PACKED) {
      if (name.endsWith(end)) {
        return file.resolveSibling(name.substring(0, name.length() - end.length()));
      }
    }
    return file;
  }

  /** What follows the log's name; empty when the file is no sibling. */
  private static String suffix(Path file, String name) {
    String own = String.valueOf(plain(file).getFileName());
    return own.startsWith(name) ? own.substring(name.length()) : "";
  }

  private static boolean isRotation(String suffix) {
    if (suffix.length() < 2 || suffix.charAt(0) != '.' && suffix.charAt(0) != '-') {
      return false;
    }
    boolean allDigits = true;
    for (int i = 1; i < suffix.length(); i++) {
      char c = suffix.charAt(i);
      allDigits &= c >= '0' && c <= '9' || c == '-' || c == '_' || c == 'T';
    }
    char first = suffix.charAt(1);
    return allDigits && first >= '0' && first <= '9';
  }

  /** Dates grow with time, numbers with age; where both are found the dates are older. */
  private static Comparator<Path> oldestFirst(String name) {
    Comparator<Path> byDate = Comparator.comparing(p -> number(suffix(p, name)));
    return (a, b) -> {
      boolean aDated = isDated(suffix(a, name));
      boolean bDated = isDated(suffix(b, name));
      if (aDated != bDated) {
        return aDated ? -1 : 1;
      }
      return aDated ? byDate.compare(a, b) : Collections.reverseOrder(byDate).compare(a, b);
    };
  }

  private static boolean isDated(String suffix) {
    return suffix.length() > SHORTEST_DATE;
  }

  private static BigInteger number(String suffix) {
    return new BigInteger(suffix.replaceAll("[^0-9]", ""));
  }
}
