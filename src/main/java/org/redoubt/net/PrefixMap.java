package org.redoubt.net;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Values by prefix, looked up by longest match: one hash table per prefix length in use, asked from
 * the longest to the shortest. Not thread-safe.
 */
public final class PrefixMap<V> {
  private final TreeMap<Integer, Map<Address, V>> byLength =
      new TreeMap<>((a, b) -> Integer.compare(b, a));
  private int size;

  /** Sets the value of exactly this prefix and gives the one it had. */
  public @Nullable V put(Prefix prefix, V value) {
    V before =
        byLength
            .computeIfAbsent(prefix.mappedLength(), n -> new HashMap<>())
            .put(prefix.base(), value);
    size += before == null ? 1 : 0;
    return before;
  }

  /** Forgets exactly this prefix and gives the value it had. */
  public @Nullable V remove(Prefix prefix) {
    Map<Address, V> table = byLength.get(prefix.mappedLength());
    V before = table == null ? null : table.remove(prefix.base());
    if (table != null && table.isEmpty()) {
      byLength.remove(prefix.mappedLength());
    }
    size -= before == null ? 0 : 1;
    return before;
  }

  /** The value of exactly this prefix. */
  public @Nullable V get(Prefix prefix) {
    Map<Address, V> table = byLength.get(prefix.mappedLength());
    return table == null ? null : table.get(prefix.base());
  }

  /** The value of the longest prefix that holds the address. */
  public @Nullable V longest(Address address) {
    for (var entry : byLength.entrySet()) {
      int length = entry.getKey();
      if (length < 96 && address.isV4()) {
        return null;
      }
      V value = entry.getValue().get(Prefix.masked(address, length));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** Whether any prefix in the map shares an address with this one. */
  public boolean overlaps(Prefix prefix) {
    if (longest(prefix.base()) != null) {
      return true;
    }
    for (var entry : byLength.headMap(prefix.mappedLength(), true).entrySet()) {
      for (Address base : entry.getValue().keySet()) {
        if (prefix.contains(base)) {
          return true;
        }
      }
    }
    return false;
  }

  public int size() {
    return size;
  }

  public void forEach(BiConsumer<Prefix, V> each) {
    byLength.forEach((length, table) ->
        table.forEach((base, value) ->
            each.accept(Prefix.of(base, base.isV4() ? length - 96 : length), value)));
  }
}
