package org.redoubt.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.redoubt.intake.Archive;

/** Opens logs, packed or not. */
final class Unpacked {
  private Unpacked() {}

  /** The content of the file; what it is packed with is told by its first bytes. */
  static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileNotFoundException("is a directory");
    }
    return Archive.unpack(Files.newInputStream(file));
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
