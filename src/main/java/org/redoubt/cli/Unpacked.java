package org.redoubt.cli;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens logs, packed or not. */
final class Unpacked {
  private static final int BUFFER_BYTES = 1 << 16;

  private Unpacked() {}

  /** The content of the file; what it is packed with is told by its first bytes. */
  static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileNotFoundException("is a directory");
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    in.mark(2);
    boolean packed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return packed ? new GZIPInputStream(in, BUFFER_BYTES) : in;
  }

  /** What went wrong, in words. */
  static String why(Exception e) {
    return switch (e) {
      case NoSuchFileException none -> "no such file";
      case AccessDeniedException denied -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }
}
