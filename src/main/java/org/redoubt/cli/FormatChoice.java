package org.redoubt.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.redoubt.config.FormatFolder;
import org.redoubt.parse.Formats;
import picocli.CommandLine.Option;

/** Which log formats are known: an option that the commands that read logs share. */
final class FormatChoice {
  @Option(
      names = "--formats",
      paramLabel = "DIR",
      description = "Folder with log formats of your own; /etc/redoubt/formats.")
  private Path folder = FormatFolder.USUAL;

  /** Ours and those of the folder. */
  Formats formats() throws Failure {
    try {
      return FormatFolder.read(folder);
    } catch (FormatFolder.BadFormats e) {
      throw new Failure(Failure.UNUSABLE, "a log format has mistakes:\n" + e.getMessage());
    } catch (IOException e) {
      throw new Failure(Failure.UNUSABLE, "cannot read " + folder + ": " + e.getMessage());
    }
  }
}
