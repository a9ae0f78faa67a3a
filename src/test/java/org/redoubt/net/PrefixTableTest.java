package org.redoubt.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTableTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void holdsWhatAMapHolds(long seed) {
    Random random = new Random(seed);
    List<Prefix> pool = pool(random);
    PrefixTable table = new PrefixTable(random.nextLong());
    Map<Prefix, Long> model = new HashMap<>();
    for (int i = 0; i < 30_000; i++) {
      Prefix prefix = pool.get(random.nextInt(pool.size()));
      switch (random.nextInt(i < 15_000 ? 4 : 2)) {
        case 0 -> assertThat(table.remove(prefix)).isEqualTo(model.remove(prefix) != null);
        default -> {
          long value = random.nextInt(20) == 0 ? Long.MAX_VALUE : random.nextInt(1_000_000);
          table.put(prefix, value);
          model.put(prefix, value);
        }
      }
      if (random.nextInt(3_000) == 0) {
        long least = random.nextInt(300_000);
        table.removeUpTo(least);
        model.values().removeIf(value -> value <= least);
      }
    }
    assertThat(content(table)).isEqualTo(model);
    pool.forEach(p -> assertThat(table.find(p) >= 0).isEqualTo(model.containsKey(p)));
    table.clear();
    assertThat(content(table)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void forgetsAsManyAsAskedAndNoneBeforeALowerOne(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      PrefixTable table = new PrefixTable(random.nextLong());
      pool(random).forEach(prefix -> table.put(prefix, oneOfFew(random)));
      Map<Prefix, Long> before = content(table);
      int count = random.nextInt(before.size() + 20);
      table.removeLowest(count);
      Map<Prefix, Long> left = content(table);
      assertThat(before.entrySet()).containsAll(left.entrySet());
      assertThat(left).hasSize(Math.max(0, before.size() - count));
      long lowestLeft = left.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
      before.keySet().removeAll(left.keySet());
      assertThat(before.values()).allMatch(gone -> gone <= lowestLeft);
    }
  }

  private static long oneOfFew(Random random) {
    return random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextInt(50);
  }

  private static Map<Prefix, Long> content(PrefixTable table) {
    Map<Prefix, Long> content = new HashMap<>();
    for (int slot = 0; slot < table.slots(); slot++) {
      if (!table.isFree(slot)) {
        content.put(table.prefix(slot), table.value(slot));
      }
    }
    assertThat(content).hasSize(table.size());
    return content;
  }

  private static List<Prefix> pool(Random random) {
    List<Prefix> pool = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      pool.add(Prefix.of(Address.v4(random.nextInt(4) << 24 | i), random.nextInt(33)));
      pool.add(Prefix.of(new Address(0x2001L << 48 | i, random.nextLong()), random.nextInt(129)));
    }
    pool.add(Prefix.of("::/0"));
    pool.add(Prefix.of("0.0.0.0/0"));
    return pool;
  }
}
