package org.redoubt.parse;

import org.jspecify.annotations.Nullable;

/** A field in the merged tree, and what follows it. */
sealed interface Step {

  /** The rule of the first template that fits from here to the end, or null. */
  @Nullable Rule match(byte[] text, int at, int to, Captures captures);

  /** Whether the value [from, to) holds a byte that it may not hold. */
  private static boolean holds(ByteSet stops, byte[] text, int from, int to) {
    for (int i = stops.isEmpty() ? to : from; i < to; i++) {
      if (stops.has(text[i])) {
        return true;
      }
    }
    return false;
  }

  /** Ends where its kind ends. */
  record Closed(Slot slot, Kind kind, ByteSet stops, Node next) implements Step {
    @Override
    public @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      int end = kind.end(text, at, to, stops);
      int looked = end < 0 ? kind == Kind.QUOTED ? to - at : 0 : end - at;
      if (!captures.pays(looked) || end < 0) {
        return null;
      }
      Rule found = next.walk(text, end, to, captures);
      if (found != null) {
        captures.keep(slot, at, end);
      }
      return found;
    }
  }

  /** The server's own text: ends at an early occurrence of {@code until}. */
  record Text(Slot slot, ByteSet stops, byte[] until, Node next) implements Step {
    /** More trials than any server's message needs, and few enough to keep the time linear. */
    private static final int MOST_TRIALS = 8;

    @Override
    public @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      int from = at;
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        int end = Bytes.indexOf(text, from, to, until);
        if (!captures.pays((end < 0 ? to : end) - from)
            || end < 0
            || holds(stops, text, Math.max(at, from - 1), end)) {
          return null;
        }
        Rule found = next.walk(text, end + until.length, to, captures);
        if (found != null) {
          captures.keep(slot, at, end);
          return found;
        }
        from = end + 1;
      }
      return null;
    }
  }

  /**
   * What the client may have written: ends at the last occurrence of {@code until} from which the
   * rest of the template fits.
   */
  record Open(Slot slot, ByteSet stops, byte[] until, Node next) implements Step {
    /** More than a server's own text behind the client's needs, and a bound on the time. */
    private static final int MOST_TRIALS = 32;

    @Override
    public @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      int before = to;
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        int end = Bytes.lastIndexOf(text, at, before, until);
        if (!captures.pays(before - Math.max(end, at)) || end < 0) {
          return null;
        }
        Rule found =
            holds(stops, text, at, end) ? null : next.walk(text, end + until.length, to, captures);
        if (found != null) {
          captures.keep(slot, at, end);
          return found;
        }
        before = end + until.length - 1;
      }
      return null;
    }
  }

  /**
   * What the client may have written, with more of it behind: ends at the only occurrence of {@code
   * until} from which the rest of the template fits.
   */
  record Only(Slot slot, ByteSet stops, byte[] until, Node next) implements Step {
    private static final int MOST_TRIALS = 64;

    @Override
    public @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      Rule first = null;
      int from = at;
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        int end = Bytes.indexOf(text, from, to, until);
        if (!captures.pays((end < 0 ? to : end) - from)
            || end < 0
            || holds(stops, text, Math.max(at, from - 1), end)) {
          return first;
        }
        Rule found = next.walk(text, end + until.length, to, captures);
        if (found != null && first != null) {
          captures.doubt();
          return first;
        }
        if (found != null) {
          captures.keep(slot, at, end);
          first = found;
        }
        from = end + 1;
      }
      if (first != null) {
        captures.doubt();
      }
      return first;
    }
  }

  /** All that is left of the message. */
  record Rest(Slot slot, ByteSet stops, Rule rule) implements Step {
    @Override
    public @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      if (holds(stops, text, at, to)) {
        return null;
      }
      captures.keep(slot, at, to);
      return rule;
    }
  }
}
