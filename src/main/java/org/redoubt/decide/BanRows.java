package org.redoubt.decide;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.redoubt.net.Prefix;

/** All of many bans but their scopes, in 33 bytes each; a row that is given back is used again. */
final class BanRows {
  private static final int NONE = -1;
  private static final int FIRST_ROWS = 16;
  private static final int MOST_REASONS = 1024;
  private static final Decision.By[] BY = Decision.By.values();

  /** In a storm many bans have the same words. */
  private final Map<String, String> reasons = new HashMap<>();

  private long[] sinceMillis = new long[FIRST_ROWS];
  private long[] untilMillis = new long[FIRST_ROWS];
  private double[] score = new double[FIRST_ROWS];
  private int[] rung = new int[FIRST_ROWS];
  private byte[] by = new byte[FIRST_ROWS];
  private String[] because = new String[FIRST_ROWS];
  private int used;

  /** The row given back last; its rung is the one given back before. */
  private int free = NONE;

  int add(Ban ban) {
    int row = freeRow();
    set(row, ban);
    return row;
  }

  private int freeRow() {
    if (free != NONE) {
      int row = free;
      free = rung[row];
      return row;
    }
    if (used == by.length) {
      resize(used + used / 2);
    }
    return used++;
  }

  private void resize(int rows) {
    sinceMillis = Arrays.copyOf(sinceMillis, rows);
    untilMillis = Arrays.copyOf(untilMillis, rows);
    score = Arrays.copyOf(score, rows);
    rung = Arrays.copyOf(rung, rows);
    by = Arrays.copyOf(by, rows);
    because = Arrays.copyOf(because, rows);
  }

  void set(int row, Ban ban) {
    sinceMillis[row] = ban.sinceMillis();
    untilMillis[row] = ban.untilMillis();
    score[row] = ban.score();
    rung[row] = ban.rung();
    by[row] = (byte) ban.by().ordinal();
    because[row] = shared(ban.because());
  }

  private String shared(String words) {
    if (reasons.size() >= MOST_REASONS) {
      reasons.clear();
    }
    return reasons.computeIfAbsent(words, same -> same);
  }

  /** The ban of a row, about this scope. */
  Ban ban(int row, Prefix scope) {
    return new Ban(
        scope,
        sinceMillis[row],
        untilMillis[row],
        BY[by[row]],
        because[row],
        score[row],
        rung[row]);
  }

  long untilMillis(int row) {
    return untilMillis[row];
  }

  void giveBack(int row) {
    because[row] = "";
    rung[row] = free;
    free = row;
  }
}
