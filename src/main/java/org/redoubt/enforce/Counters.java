package org.redoubt.enforce;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of {@code nft -j list counters}. */
final class Counters {
  private Counters() {}

  /** Packets by the name of the counter. */
  static Map<String, Long> read(String json) throws IOException {
    Map<String, Long> packets = new TreeMap<>();
    try {
      for (JsonNode object : JsonMapper.shared().readTree(json).path("nftables")) {
        JsonNode counter = object.path("counter");
        if (counter.isObject()) {
          packets.put(counter.path("name").asString(""), counter.path("packets").asLong(0));
        }
      }
      return packets;
    } catch (JacksonException e) {
      throw new IOException("nftables gave JSON that cannot be read: " + e.getMessage(), e);
    }
  }
}
