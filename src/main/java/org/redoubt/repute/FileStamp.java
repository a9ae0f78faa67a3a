package org.redoubt.repute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Which file stands at a path, to tell when another does.
 *
 * @param which the file's own number, such as its inode
 */
public record FileStamp(String which, long bytes, FileTime modified) {
  private static final FileStamp NONE = new FileStamp("", -1, FileTime.fromMillis(0));

  /**
   * That of the file that is there now; equal for all paths where there is none, and for no path.
   */
  public static FileStamp of(String path) {
    if (path.isEmpty()) {
      return NONE;
    }
    try {
      return of(Files.readAttributes(Path.of(path), BasicFileAttributes.class));
    } catch (IOException e) {
      return NONE;
    }
  }

  static FileStamp of(BasicFileAttributes file) {
    return new FileStamp(String.valueOf(file.fileKey()), file.size(), file.lastModifiedTime());
  }
}
