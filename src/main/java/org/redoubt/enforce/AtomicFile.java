package org.redoubt.enforce;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** A file that readers find whole: as it was or as it shall be, after a power cut too. */
record AtomicFile(Path path) {
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");

  /** Makes this its content; keeps the rights of the file that is there. False: it was already. */
  boolean write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder + "; make it");
    }
    boolean exists = Files.exists(path);
    if (exists
        && Files.size(path) == bytes.length
        && Arrays.equals(Files.readAllBytes(path), bytes)) {
      return false;
    }
    Path next = path.resolveSibling("." + path.getFileName() + ".new");
    Files.deleteIfExists(next);
    try (FileChannel to =
        FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        to.write(rest);
      }
      to.force(true);
    }
    Files.setPosixFilePermissions(next, exists ? Files.getPosixFilePermissions(path) : READABLE);
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return true;
  }
}
