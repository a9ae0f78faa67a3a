package org.redoubt.enforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the kernel holds of ours.
 *
 * @param bans ends are to the second, as the kernel tells them
 * @param droppedPackets packets kept out since the table was made
 * @param droppedBytes their size
 */
public record Held(List<Change.Ban> bans, long droppedPackets, long droppedBytes) {

  public Held {
    bans = List.copyOf(bans);
  }

  /** Reads the JSON of {@code nft -j list table}. */
  static Held read(String json, long nowMillis) throws IOException {
    List<Change.Ban> bans = new ArrayList<>();
    JsonNode counter = JsonMapper.shared().createObjectNode();
    for (JsonNode object : parse(json).path("nftables")) {
      JsonNode set = object.path("set");
      BanSet of = BanSet.named(set.path("name").asString(""));
      if (of != null) {
        set.path("elem").forEach(element -> bans.add(ban(of, element, nowMillis)));
      }
      JsonNode named = object.path("counter");
      counter = named.path("name").asString("").equals(Ruleset.DROPPED) ? named : counter;
    }
    return new Held(bans, counter.path("packets").asLong(0), counter.path("bytes").asLong(0));
  }

  private static JsonNode parse(String json) throws IOException {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new IOException("nftables gave JSON that cannot be read: " + e.getMessage(), e);
    }
  }

  /** An element is its address alone, or an object with the address and its times in seconds. */
  private static Change.Ban ban(BanSet set, JsonNode element, long nowMillis) {
    JsonNode timed = element.path("elem");
    String address = timed.isMissingNode() ? element.asString("") : timed.path("val").asString("");
    JsonNode expires = timed.path("expires");
    long until = expires.isMissingNode() ? Change.FOREVER : nowMillis + expires.asLong(0) * 1000;
    return new Change.Ban(Prefix.of(Address.of(address), set.length()), until);
  }
}
