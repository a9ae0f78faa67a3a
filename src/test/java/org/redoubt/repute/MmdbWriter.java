package org.redoubt.repute;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/** Writes small MMDB files (MaxMind DB format 2.0): IPv6, records of 32 bits. */
public final class MmdbWriter {
  private static final int NOTHING = -1;
  private static final int SEPARATOR = 16;

  /** Two branches a node: above 0 a node, {@link #NOTHING}, or below it a record. */
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {NOTHING, NOTHING}));

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();

  public MmdbWriter put(String block, Map<String, ?> record) {
    Prefix prefix = Prefix.of(block);
    Address base = prefix.base();
    long lo = base.isV4() ? Integer.toUnsignedLong(base.v4Bits()) : base.lo();
    int length = prefix.mappedLength();
    int node = 0;
    for (int depth = 0; depth < length - 1; depth++) {
      int bit = bit(base.hi(), lo, depth);
      if (nodes.get(node)[bit] == NOTHING) {
        nodes.get(node)[bit] = nodes.size();
        nodes.add(new int[] {NOTHING, NOTHING});
      }
      node = nodes.get(node)[bit];
    }
    nodes.get(node)[bit(base.hi(), lo, length - 1)] = -2 - records.size();
    value(records, record);
    return this;
  }

  private static int bit(long hi, long lo, int depth) {
    return (int) ((depth < 64 ? hi >>> 63 - depth : lo >>> 127 - depth) & 1);
  }

  public Path write(Path file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] node : nodes) {
      for (int branch : node) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(pointer(branch)).array());
      }
    }
    out.writeBytes(new byte[SEPARATOR]);
    out.writeBytes(records.toByteArray());
    out.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
    out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    value(out, metadata());
    return Files.write(file, out.toByteArray());
  }

  private int pointer(int branch) {
    if (branch == NOTHING) {
      return nodes.size();
    }
    return branch > 0 ? branch : nodes.size() + SEPARATOR + (-2 - branch);
  }

  private Map<String, Object> metadata() {
    Map<String, Object> all = new TreeMap<>();
    all.put("binary_format_major_version", 2);
    all.put("binary_format_minor_version", 0);
    all.put("build_epoch", 1_790_000_000L);
    all.put("database_type", "Test");
    all.put("description", Map.of("en", "test"));
    all.put("ip_version", 6);
    all.put("languages", List.of());
    all.put("node_count", nodes.size());
    all.put("record_size", 32);
    return all;
  }

  private static void value(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head(out, 2, bytes.length);
        out.writeBytes(bytes);
      }
      case Map<?, ?> map -> {
        head(out, 7, map.size());
        new TreeMap<>(map)
            .forEach((key, each) -> {
              value(out, key);
              value(out, each);
            });
      }
      case List<?> list -> head(out, 11, list.size());
      case Long wide -> {
        head(out, 9, 8);
        out.writeBytes(ByteBuffer.allocate(8).putLong(wide).array());
      }
      case Integer number -> {
        head(out, 6, 4);
        out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
  }

  private static void head(ByteArrayOutputStream out, int type, int size) {
    int written = Math.min(size, 29);
    out.write(type < 8 ? type << 5 | written : written);
    if (type >= 8) {
      out.write(type - 7);
    }
    if (written == 29) {
      out.write(size - 29);
    }
  }
}
