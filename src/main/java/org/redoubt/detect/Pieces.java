package org.redoubt.detect;

/** The evidence that one event gives; made once and filled anew for each. */
final class Pieces {
  private static final int MOST = 12;

  private final Reason[] reasons = new Reason[MOST];
  private final double[] nats = new double[MOST];
  private int count;

  void clear() {
    count = 0;
  }

  void add(Reason reason, double weight) {
    if (weight != 0 && count < MOST) {
      reasons[count] = reason;
      nats[count++] = weight;
    }
  }

  int count() {
    return count;
  }

  Reason reason(int i) {
    return reasons[i];
  }

  double nats(int i) {
    return nats[i];
  }

  void scale(double share) {
    for (int i = 0; i < count; i++) {
      nats[i] *= share;
    }
  }

  double sum() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += nats[i];
    }
    return sum;
  }
}
