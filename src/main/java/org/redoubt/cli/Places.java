package org.redoubt.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.redoubt.config.Config;
import org.redoubt.daemon.StateFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the settings and the state are: options that several commands share. */
final class Places {
  @Mixin private SettingsFile file = new SettingsFile();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "folder of the store and the control socket")
  @Nullable Path state;

  /** The file that the settings come from, or null when there is none. */
  @Nullable Path configFile() {
    return file.path();
  }

  /** The settings in force. */
  Config settings() throws Failure {
    return file.settings();
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
