package org.redoubt.parse;

import org.jspecify.annotations.Nullable;

/**
 * A field in the merged tree, and what follows it. Classes of one parent, not records of one
 * interface: this is called for every field of every line, and a virtual call costs half.
 */
abstract sealed class Step {

  /** The rule of the first template that fits from here to the end, or null. */
  abstract @Nullable Rule match(byte[] text, int at, int to, Captures captures);

  /** What follows the field; null at the end of a template. */
  abstract @Nullable Node next();

  /** Ends where its kind ends. */
  static final class Closed extends Step {
    final Slot slot;
    final Kind kind;
    final ByteSet held;
    final Node next;

    Closed(Slot slot, Kind kind, ByteSet stops, Node next) {
      this.slot = slot;
      this.kind = kind;
      this.held = kind.held(stops);
      this.next = next;
    }

    @Override
    Node next() {
      return next;
    }

    @Override
    @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      int end = end(kind, held, text, at, to, captures);
      if (end < 0) {
        return null;
      }
      Rule found = next.walk(text, end, to, captures);
      if (found != null) {
        captures.keep(slot, at, end);
      }
      return found;
    }

    static int end(Kind kind, ByteSet held, byte[] text, int at, int to, Captures captures) {
      int end = kind.end(text, at, to, held);
      int looked = end < 0 ? kind == Kind.QUOTED ? to - at : 0 : end - at;
      return captures.pays(looked) ? end : -1;
    }
  }

  /** The server's own text: ends at an early occurrence of {@code until}. */
  static final class Text extends Step {
    /** More trials than any server's message needs, and few enough to keep the time linear. */
    static final int MOST_TRIALS = 8;

    final Slot slot;
    final ByteSet stops;
    final byte[] until;
    final Node next;

    Text(Slot slot, ByteSet stops, byte[] until, Node next) {
      this.slot = slot;
      this.stops = stops;
      this.until = until;
      this.next = next;
    }

    @Override
    Node next() {
      return next;
    }

    @Override
    @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      int from = at;
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        int end = end(text, at, from, to, until, stops, captures);
        if (end < 0) {
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

    static int end(
        byte[] text, int at, int from, int to, byte[] until, ByteSet stops, Captures captures) {
      int end = Bytes.indexOf(text, from, to, until);
      boolean paid = captures.pays((end < 0 ? to : end) - from);
      return paid && end >= 0 && !stops.isIn(text, Math.max(at, from - 1), end) ? end : -1;
    }
  }

  /**
   * What the client may have written: ends at the last occurrence of {@code until} from which the
   * rest of the template fits.
   */
  static final class Open extends Step {
    /** More than a server's own text behind the client's needs, and a bound on the time. */
    static final int MOST_TRIALS = 32;

    final Slot slot;
    final ByteSet stops;
    final byte[] until;
    final Node next;

    Open(Slot slot, ByteSet stops, byte[] until, Node next) {
      this.slot = slot;
      this.stops = stops;
      this.until = until;
      this.next = next;
    }

    @Override
    Node next() {
      return next;
    }

    @Override
    @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      int before = to;
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        int end = end(text, at, before, until, captures);
        if (end < 0) {
          return null;
        }
        Rule found =
            stops.isIn(text, at, end) ? null : next.walk(text, end + until.length, to, captures);
        if (found != null) {
          captures.keep(slot, at, end);
          return found;
        }
        before = end + until.length - 1;
      }
      return null;
    }

    static int end(byte[] text, int at, int before, byte[] until, Captures captures) {
      int end = Bytes.lastIndexOf(text, at, before, until);
      return captures.pays(before - Math.max(end, at)) ? end : -1;
    }
  }

  /**
   * What the client may have written, with more of it behind: ends at the only occurrence of {@code
   * until} from which the rest of the template fits.
   */
  static final class Only extends Step {
    private static final int MOST_TRIALS = 64;

    private final Slot slot;
    private final ByteSet stops;
    private final byte[] until;
    private final Node next;

    Only(Slot slot, ByteSet stops, byte[] until, Node next) {
      this.slot = slot;
      this.stops = stops;
      this.until = until;
      this.next = next;
    }

    @Override
    Node next() {
      return next;
    }

    @Override
    @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      Rule first = null;
      int from = at;
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        int end = Text.end(text, at, from, to, until, stops, captures);
        if (end < 0) {
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
  static final class Rest extends Step {
    final Slot slot;
    final ByteSet stops;
    final Rule rule;

    Rest(Slot slot, ByteSet stops, Rule rule) {
      this.slot = slot;
      this.stops = stops;
      this.rule = rule;
    }

    @Override
    @Nullable Node next() {
      return null;
    }

    @Override
    @Nullable Rule match(byte[] text, int at, int to, Captures captures) {
      if (stops.isIn(text, at, to)) {
        return null;
      }
      captures.keep(slot, at, to);
      return rule;
    }
  }
}
