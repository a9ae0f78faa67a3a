package org.redoubt.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.redoubt.parse.BuiltInFormats;
import org.redoubt.parse.Format;
import org.redoubt.parse.FormatFile;
import org.redoubt.parse.Formats;

/**
 * A folder with log formats of the user's own, each {@code NAME.toml} or {@code NAME/format.toml}.
 * One with the name of a built-in format stands in for it.
 */
public final class FormatFolder {
  /** Where it is looked for; need not exist. */
  public static final Path USUAL = Path.of("/etc/redoubt/formats");

  private static final String FILE = "format.toml";
  private static final String ENDING = ".toml";

  private FormatFolder() {}

  /** A format that cannot be used: every mistake on a line of its own, with file, line, column. */
  public static final class BadFormats extends IOException {
    private BadFormats(List<String> errors) {
      super(String.join("\n", errors));
    }
  }

  /**
   * The built-in formats and those of the folder.
   *
   * @throws BadFormats if one of these has a mistake
   */
  public static Formats read(Path folder) throws IOException {
    List<Format> own = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (Path file : files(folder)) {
      switch (FormatFile.read(file.toString(), Files.readString(file))) {
        case FormatFile.Read.Good(Format format) -> own.add(format);
        case FormatFile.Read.Bad(List<String> wrong) -> errors.addAll(wrong);
      }
    }
    if (!errors.isEmpty()) {
      throw new BadFormats(errors);
    }
    return Formats.of(BuiltInFormats.read(), own);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> Files.isDirectory(entry) ? entry.resolve(FILE) : entry)
          .filter(file -> file.toString().endsWith(ENDING) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }
}
