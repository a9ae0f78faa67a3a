package org.redoubt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redoubt.config.BadSettings;
import org.redoubt.config.Config;
import org.redoubt.daemon.StateFolder;
import picocli.CommandLine.Option;

/** Where the settings and the state are: options that several commands share. */
final class Places {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; else /etc/redoubt/redoubt.toml, else redoubt.toml of the checkout")
  @Nullable Path config;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "folder of the store and the control socket")
  @Nullable Path state;

  /** The file that the settings come from, or null when there is none. */
  @Nullable Path configFile() {
    if (config != null) {
      return config;
    }
    return Stream.of(
            Path.of("/etc/redoubt/redoubt.toml"),
            Path.of(System.getProperty("redoubt.home", "."), "redoubt.toml"))
        .filter(Files::isReadable)
        .findFirst()
        .orElse(null);
  }

  /** The settings in force. */
  Config settings() throws Failure {
    Path file = configFile();
    try {
      return file == null ? Config.defaults() : Config.read(file);
    } catch (BadSettings e) {
      throw new Failure(Failure.UNUSABLE, "the settings have mistakes:\n" + e.getMessage());
    }
  }

  StateFolder folder() throws Failure {
    if (state != null) {
      return new StateFolder(state);
    }
    String configured = settings().run().state();
    return configured.isEmpty()
        ? StateFolder.usual(System.getenv(), System.getProperty("user.name"))
        : new StateFolder(Path.of(configured));
  }
}
