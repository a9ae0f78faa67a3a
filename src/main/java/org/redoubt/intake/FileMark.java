package org.redoubt.intake;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one file has been read. The inode finds it after a rename; the beginning tells a reused
 * inode from the same file, and finds the copy that copytruncate made.
 *
 * @param inode number of the file in its file system
 * @param offset bytes read, up to the end of a complete line
 * @param headBytes how many bytes of its beginning are hashed, at most {@link #MAX_HEAD_BYTES}
 * @param headHash hash of them
 */
record FileMark(long inode, long offset, int headBytes, long headHash) {
  static final int MAX_HEAD_BYTES = 1024;
  private static final int PARTS = 4;

  /** FNV-1a with a last mixing step, over {@code bytes[0, length)}. */
  static long hash(byte[] bytes, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ bytes[i] & 0xff) * 0x100000001b3L;
    }
    return (hash ^ hash >>> 32) * 0x9E3779B97F4A7C15L;
  }

  /** Several marks of one path as text, the oldest file first. */
  static String write(List<FileMark> marks) {
    StringBuilder text = new StringBuilder();
    for (FileMark mark : marks) {
      text.append(text.isEmpty() ? "" : " ").append(mark.inode).append(':').append(mark.offset);
      text.append(':').append(mark.headBytes).append(':').append(Long.toHexString(mark.headHash));
    }
    return text.toString();
  }

  /** Reads what {@link #write} wrote; marks that make no sense are left out. */
  static List<FileMark> read(String text) {
    List<FileMark> marks = new ArrayList<>();
    for (String part : text.split(" ", -1)) {
      FileMark mark = readOne(part.split(":", -1));
      if (mark != null) {
        marks.add(mark);
      }
    }
    return marks;
  }

  private static @Nullable FileMark readOne(String[] parts) {
    if (parts.length != PARTS) {
      return null;
    }
    try {
      FileMark mark =
          new FileMark(
              Long.parseLong(parts[0]),
              Long.parseLong(parts[1]),
              Integer.parseInt(parts[2]),
              Long.parseUnsignedLong(parts[3], 16));
      boolean sane = mark.offset >= 0 && mark.headBytes >= 0 && mark.headBytes <= MAX_HEAD_BYTES;
      return sane ? mark : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
