package org.redoubt.enforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
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

  /** Reads the JSON of {@code nft -j list table}; it may be large, so no tree is made of it. */
  static Held read(String json, long nowMillis) throws IOException {
    try (JsonParser parser = JsonMapper.shared().createParser(json)) {
      return new Reader(parser, nowMillis).read();
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException("nftables gave a listing that cannot be read: " + e.getMessage(), e);
    }
  }

  /** Walks the tokens: {@code {"nftables": [{KIND: {"name": ..., ...}}, ...]}}. */
  private static final class Reader {
    private final JsonParser parser;
    private final long nowMillis;
    private final List<Change.Ban> bans = new ArrayList<>();
    private long packets;
    private long bytes;

    Reader(JsonParser parser, long nowMillis) {
      this.parser = parser;
      this.nowMillis = nowMillis;
    }

    Held read() {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
          switch (parser.currentName()) {
            case "set" -> set();
            case "counter" -> counter();
            case "nftables" -> {}
            default -> skip();
          }
        }
      }
      return new Held(bans, packets, bytes);
    }

    private void skip() {
      parser.nextToken();
      parser.skipChildren();
    }

    private void set() {
      BanSet set = null;
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        switch (parser.currentName()) {
          case "name" -> set = BanSet.named(parser.nextStringValue());
          case "elem" -> elements(set);
          default -> skip();
        }
      }
    }

    private void elements(@Nullable BanSet set) {
      parser.nextToken();
      if (set == null) {
        parser.skipChildren();
        return;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        bans.add(
            parser.currentToken() == JsonToken.VALUE_STRING
                ? ban(set, parser.getString(), Change.FOREVER)
                : timed(set));
      }
    }

    /** {@code {"elem": {"val": ADDRESS, "timeout": SECONDS, "expires": SECONDS}}}. */
    private Change.Ban timed(BanSet set) {
      String address = "";
      long until = Change.FOREVER;
      parser.nextToken();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        switch (parser.currentName()) {
          case "val" -> address = parser.nextStringValue();
          case "expires" -> until = nowMillis + parser.nextLongValue(0) * 1000;
          default -> skip();
        }
      }
      parser.nextToken();
      return ban(set, address, until);
    }

    private static Change.Ban ban(BanSet set, String address, long untilMillis) {
      return new Change.Ban(Prefix.of(Address.of(address), set.length()), untilMillis);
    }

    private void counter() {
      boolean ours = false;
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        switch (parser.currentName()) {
          case "name" -> ours = Ruleset.DROPPED.equals(parser.nextStringValue());
          case "packets" -> packets = ours ? parser.nextLongValue(0) : packets;
          case "bytes" -> bytes = ours ? parser.nextLongValue(0) : bytes;
          default -> skip();
        }
      }
    }
  }
}
