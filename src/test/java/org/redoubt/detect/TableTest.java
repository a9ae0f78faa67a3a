package org.redoubt.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final HashKey KEY = new HashKey(1, 2);

  @Test
  void holdsWhatAMapHolds() {
    Random random = new Random(5);
    Table table = new Table(2, 1, 100_000, KEY, (t, row, now) -> 0);
    Map<Long, Long> map = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      long key = 1 + random.nextLong(3_000);
      int row = table.find(key, key);
      assertThat(row != Table.NONE).isEqualTo(map.containsKey(key));
      if (row != Table.NONE && random.nextInt(3) == 0) {
        table.remove(row);
        map.remove(key);
      } else {
        row = row == Table.NONE ? table.insert(key, key, 0) : row;
        table.set(row, 0, i);
        map.put(key, (long) i);
      }
    }
    assertThat(table.size()).isEqualTo(map.size());
    map.forEach((key, value) -> assertThat(table.get(table.find(key, key), 0)).isEqualTo(value));
  }

  @Test
  void neverGrowsBeyondItsRowsAndKeepsTheWorthiest() {
    Table table = new Table(1, 1, 1_000, KEY, (t, row, now) -> t.get(row, 0));
    Random random = new Random(6);
    for (int i = 0; i < 100; i++) {
      table.set(table.insert(KEY.of(i, 1), 0), 0, 1_000);
    }
    for (int i = 0; i < 100_000; i++) {
      table.insert(random.nextLong() | 1, 0);
    }
    assertThat(table.size()).isEqualTo(1_000);
    assertThat(table.bytes()).isLessThan(1_000 * 2 * 8 * 2);
    int kept = 0;
    for (int i = 0; i < 100; i++) {
      kept += table.find(KEY.of(i, 1)) == Table.NONE ? 0 : 1;
    }
    assertThat(kept).isGreaterThan(95);
  }
}
