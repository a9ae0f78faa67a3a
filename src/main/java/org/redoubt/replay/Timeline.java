package org.redoubt.replay;

import java.util.EnumMap;
import java.util.Objects;

/**
 * Counts over time in a fixed number of equal steps; the step doubles whenever time outgrows them.
 */
public final class Timeline {
  private static final int STEPS = 480;
  private static final long FIRST_STEP_MILLIS = 15_000;
  private final EnumMap<Kind, long[]> counts = new EnumMap<>(Kind.class);
  private long stepMillis = FIRST_STEP_MILLIS;
  private long startMillis = Long.MIN_VALUE;

  /** What is counted. */
  public enum Kind {
    HONEST_THROUGH,
    HONEST_HELD_BACK,
    OTHERS_THROUGH,
    OTHERS_HELD_BACK
  }

  Timeline() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, new long[STEPS]);
    }
  }

  void count(Kind kind, long atMillis) {
    if (startMillis == Long.MIN_VALUE) {
      startMillis = atMillis;
    }
    while ((atMillis - startMillis) / stepMillis >= STEPS) {
      fold();
    }
    row(kind)[(int) ((atMillis - startMillis) / stepMillis)]++;
  }

  private void fold() {
    for (long[] row : counts.values()) {
      for (int i = 0; i < STEPS; i++) {
        row[i] = 2 * i < STEPS ? row[2 * i] + row[2 * i + 1] : 0;
      }
    }
    stepMillis *= 2;
  }

  public long startMillis() {
    return startMillis;
  }

  public long stepMillis() {
    return stepMillis;
  }

  public boolean isEmpty() {
    return startMillis == Long.MIN_VALUE;
  }

  /** The end of the last step in which anything happened. */
  public long endMillis() {
    return isEmpty() ? startMillis : startMillis + steps() * stepMillis;
  }

  /** How many steps there are up to then. */
  public int steps() {
    int used = STEPS;
    while (used > 1 && isEmptyStep(used - 1)) {
      used--;
    }
    return used;
  }

  private boolean isEmptyStep(int step) {
    return counts.values().stream().allMatch(row -> row[step] == 0);
  }

  /** The most attempts, of those who are not honest, in one step. */
  public long mostOthers() {
    long most = 0;
    for (int i = 0; i < STEPS; i++) {
      most = Math.max(most, row(Kind.OTHERS_THROUGH)[i] + row(Kind.OTHERS_HELD_BACK)[i]);
    }
    return most;
  }

  /** The counts of one kind, step by step. */
  public long[] of(Kind kind) {
    return row(kind).clone();
  }

  private long[] row(Kind kind) {
    return Objects.requireNonNull(counts.get(kind));
  }
}
