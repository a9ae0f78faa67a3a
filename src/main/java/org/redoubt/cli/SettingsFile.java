package org.redoubt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redoubt.config.BadSettings;
import org.redoubt.config.Config;
import org.redoubt.replay.RuleSettings;
import picocli.CommandLine.Option;

/** Where the settings are: an option that several commands share. */
final class SettingsFile {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings; else /etc/redoubt/redoubt.toml, else redoubt.toml of the checkout")
  @Nullable Path config;

  /** The file that the settings come from, or null when there is none. */
  @Nullable Path path() {
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
    Path file = path();
    return file == null ? Config.defaults() : read(file);
  }

  static Config read(Path file) throws Failure {
    try {
      return Config.read(file);
    } catch (BadSettings e) {
      throw new Failure(Failure.UNUSABLE, "the settings have mistakes:\n" + e.getMessage());
    }
  }

  /** What of them tells how the rule decides. */
  static RuleSettings rule(Config config) {
    return new RuleSettings(
        config.detect(), config.decide(), config.run().allow(), config.limits());
  }
}
