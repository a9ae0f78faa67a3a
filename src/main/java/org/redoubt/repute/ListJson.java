package org.redoubt.repute;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads a list in JSON, or of one JSON value a line: the texts of a field, or any address. */
final class ListJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(65_536)
                  .maxNameLength(1024)
                  .build())
          .build();

  private final Harvest harvest;
  private final String wanted;

  ListJson(ListSettings settings, Harvest harvest) {
    this.harvest = harvest;
    this.wanted = settings.field();
  }

  void read(InputStream in) throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      boolean any = false;
      boolean values = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values |= token.isScalarValue();
        any |= token == JsonToken.VALUE_STRING && text(parser);
      }
      if (values && !any) {
        harvest.junk();
      }
    } catch (JacksonException e) {
      throw new IOException("is not the JSON it should be: " + e.getOriginalMessage(), e);
    }
  }

  /** Whether the text was an address that is wanted. */
  private boolean text(JsonParser parser) {
    if (!wanted.isEmpty() && !wanted.equals(field(parser))) {
      return false;
    }
    byte[] text = parser.getString().strip().getBytes(StandardCharsets.ISO_8859_1);
    boolean taken = harvest.take(text, 0, text.length);
    if (!taken && !wanted.isEmpty()) {
      harvest.junk();
    }
    return taken;
  }

  /** The field that the value, or the array it is in, belongs to. */
  private static @Nullable String field(JsonParser parser) {
    var at = parser.streamReadContext();
    while (at.inArray() && at.getParent() != null) {
      at = at.getParent();
    }
    return at.currentName();
  }
}
