package org.redoubt.enforce;

import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our table without what changes in daily use: the chains, rules, sets and counters, not what is in
 * sets and counters, nor the numbers that the kernel gives to everything.
 */
record Shape(JsonNode objects) {

  /** Reads {@code nft -j -t list table}. */
  static Shape read(String json) throws IOException {
    ArrayNode kept = JsonMapper.shared().createArrayNode();
    for (JsonNode object : objects(json)) {
      if (!object.has("metainfo")) {
        object.forEach(Shape::strip);
        kept.add(object);
      }
    }
    return new Shape(kept);
  }

  /** What a listing is made of. */
  static JsonNode objects(String json) throws IOException {
    try {
      return JsonMapper.shared().readTree(json).path("nftables");
    } catch (JacksonException e) {
      throw new IOException("nftables gave JSON that cannot be read: " + e.getMessage(), e);
    }
  }

  private static void strip(JsonNode value) {
    if (value instanceof ObjectNode fields) {
      fields.remove("handle");
      fields.remove("packets");
      fields.remove("bytes");
      fields.remove("elem");
    }
  }
}
