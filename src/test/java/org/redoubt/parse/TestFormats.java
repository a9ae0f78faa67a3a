package org.redoubt.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The formats of the project, read from their folders. */
public final class TestFormats {
  private static final Formats ALL = read();

  private TestFormats() {}

  public static Formats all() {
    return ALL;
  }

  private static Formats read() {
    try {
      List<Format> formats = new ArrayList<>();
      for (String name : Files.readAllLines(Path.of("formats", "index.txt"))) {
        formats.add(read(Path.of("formats", name, "format.toml")));
      }
      return new Formats(formats);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Format read(Path file) throws IOException {
    return switch (FormatFile.read(file.toString(), Files.readString(file))) {
      case FormatFile.Read.Good(Format format) -> format;
      case FormatFile.Read.Bad(List<String> errors) ->
          throw new AssertionError(String.join("\n", errors));
    };
  }
}
