package org.redoubt.parse;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The formats that come with the program. They are checked and packed when it is built; a template
 * is only read when the first line of its program comes.
 */
public final class BuiltInFormats {
  private static final String PACK = "/formats/formats.pack";

  private BuiltInFormats() {}

  public static List<Format> read() {
    try (InputStream in = BuiltInFormats.class.getResourceAsStream(PACK)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + PACK);
      }
      DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
      List<Format> formats = new ArrayList<>();
      for (int left = data.readInt(); left > 0; left--) {
        formats.add(FormatFile.trusted(data.readUTF(), Section.unpack(data)));
      }
      return formats;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the pack.
   *
   * @param files texts by name, in the order in which they are to be tried
   * @throws IllegalArgumentException with all that is wrong with the files
   */
  public static void pack(Map<String, String> files, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(files.size());
    for (var file : files.entrySet()) {
      if (FormatFile.read(file.getKey(), file.getValue())
          instanceof FormatFile.Read.Bad(List<String> errors)) {
        throw new IllegalArgumentException(String.join("\n", errors));
      }
      data.writeUTF(file.getKey());
      FormatFile.section(file.getValue()).pack(data);
    }
    data.flush();
  }
}
