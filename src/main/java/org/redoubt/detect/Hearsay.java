package org.redoubt.detect;

import org.redoubt.net.Address;

/**
 * What others say of sources, such as lists of addresses that attacked elsewhere. It is evidence
 * and never a verdict: it counts at most {@value #MOST} nats, no more than what the source did here
 * itself, and nothing where people log in. Asked while an attempt is judged, so it must answer at
 * once and without waiting.
 */
@FunctionalInterface
public interface Hearsay {
  /** The most that it counts, in nats. */
  double MOST = 2;

  /** Nobody says anything. */
  Hearsay NONE = source -> Saying.NOTHING;

  Saying of(Address source);

  /**
   * What is said of a source.
   *
   * @param nats how much it speaks for guessing
   * @param by who says so, for people; empty when nobody does
   */
  record Saying(double nats, String by) {
    public static final Saying NOTHING = new Saying(0, "");

    /** What counts of it beside what the source did itself. */
    Saying beside(double ownNats) {
      return new Saying(Math.clamp(nats, 0, Math.clamp(ownNats, 0, MOST)), by);
    }
  }
}
