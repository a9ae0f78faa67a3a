package org.redoubt.parse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The formats that come with the program: {@code formats/NAME/format.toml} of its own jar. */
public final class BuiltInFormats {
  private static final String FOLDER = "/formats/";

  private BuiltInFormats() {}

  /** Reads them all; a broken one is a broken build. */
  public static List<Format> read() {
    List<Format> formats = new ArrayList<>();
    for (String name : resource("index.txt").lines().toList()) {
      String file = name + "/format.toml";
      switch (FormatFile.read(file, resource(file))) {
        case FormatFile.Read.Good(Format format) -> formats.add(format);
        case FormatFile.Read.Bad(List<String> errors) ->
            throw new IllegalStateException(String.join("\n", errors));
      }
    }
    return formats;
  }

  private static String resource(String file) {
    try (InputStream in = BuiltInFormats.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + FOLDER + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
