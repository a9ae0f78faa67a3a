package org.redoubt.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** The folder that holds what a daemon must not forget, and the socket it is talked to by. */
public record StateFolder(Path path) {
  private static final Path SYSTEM = Path.of("/var/lib/redoubt");

  /**
   * The folder to use when none is named: the system's for root, else the user's own.
   *
   * @param environment the process's environment variables
   */
  public static StateFolder usual(Map<String, String> environment, String user) {
    if (user.equals("root")) {
      return new StateFolder(SYSTEM);
    }
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    String home = environment.getOrDefault("HOME", "/");
    Path top = state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state);
    return new StateFolder(top.resolve("redoubt"));
  }

  /** Makes the folder, for its owner alone, when it is not there. */
  public void create() throws IOException {
    if (!Files.isDirectory(path)) {
      var ownerOnly = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(ownerOnly));
    }
  }

  public Path socket() {
    return path.resolve("control.sock");
  }

  public Path lock() {
    return path.resolve("lock");
  }

  public Path store() {
    return path.resolve("audit.db");
  }
}
