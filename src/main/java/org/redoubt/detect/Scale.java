package org.redoubt.detect;

import java.util.Arrays;

/**
 * One time scale of the site-wide change test: a Poisson CUSUM (Page, 1954; Lucas, 1985) on the
 * number X of different networks that failed at accounts not at home there, per bin. One loud host,
 * or one phone with an old password, moves X by one.
 *
 * <pre>
 *   S = clamp(0, 40, S + (X ln(m1/m0) - (m1 - m0)) / phi)      alarm above 11.5
 *   m1 = max(2 m0, m0 + 2)
 * </pre>
 *
 * <p>m0 is what is usual at this hour of the week, and at least a share of the places from which
 * accounts got in for the first time: people who move fail now and then, and on the first day of
 * all nobody is known. phi divides by how much more than Poisson the bins scatter. What is usual is
 * learned with outliers cut, and hardly at all during an alarm. An alarm is over when S is 0, or
 * after some bins in a row that speak against an attack.
 */
final class Scale {
  private static final double LIMIT = 11.5;
  private static final double FIRST_DAY_LIMIT = 2 * LIMIT;
  private static final double MOST = 40;
  private static final double HALF_LIFE_MILLIS = 3.0 * Days.MILLIS;
  private static final double ALARMED_SLOWER = 10;
  private static final double FAILED_PER_NEW_PLACE = 0.1;
  private static final int HOURS = 168;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final double PROFILE_LEARNED_IN_WEEKS = 4;
  private static final int MOST_EMPTY_BINS = 300;
  private static final int NUMBERS = 6;
  private static final long QUIET_KNOWN_MILLIS = 7 * Days.MILLIS;
  private static final double QUIET_SHARE = 0.33;

  private final long widthMillis;
  private final double floor;
  private final int binsToCalm;
  private final Distinct failed = new Distinct();
  private final Distinct arrived = new Distinct();
  private final double[] profile = new double[HOURS];
  private long bin = Long.MIN_VALUE;
  private long binStartMillis = Long.MAX_VALUE;
  private double mean;
  private double variance;
  private double sum;
  private double before;
  private int calmBins;
  private double learnedMillis;
  private boolean alarmed;

  /**
   * A scale of its own.
   *
   * @param floor the least that is taken for usual; a third of it when the site is known
   * @param binsToCalm after how many bins of fewer than the test expects an alarm is over
   */
  Scale(long widthMillis, double floor, int binsToCalm) {
    this.binsToCalm = binsToCalm;
    this.widthMillis = widthMillis;
    this.floor = floor;
    this.mean = floor;
    this.variance = floor;
    Arrays.fill(profile, 1);
  }

  boolean alarmed() {
    return alarmed;
  }

  long widthMillis() {
    return widthMillis;
  }

  /** How long it has been watched what is usual. */
  double learnedMillis() {
    return learnedMillis;
  }

  /** On the first day what is usual is a guess, and people who move in fail as strangers do. */
  private double limit() {
    return learnedMillis < Days.MILLIS ? FIRST_DAY_LIMIT : LIMIT;
  }

  /** What is usual in the current bin. */
  double usual() {
    return Math.max(learned(), FAILED_PER_NEW_PLACE * arrived.count());
  }

  /** How many times more than usual, or than the floor where less is, at present. */
  double excess() {
    return recent() / Math.max(floor, usual());
  }

  private double learned() {
    return Math.max(floor(), mean * profile[hour()]);
  }

  private double floor() {
    return learnedMillis < QUIET_KNOWN_MILLIS ? floor : QUIET_SHARE * floor;
  }

  /** The most of this bin and the last. */
  double recent() {
    return Math.max(before, failed.count());
  }

  /** A stranger's network failed; whether that changed anything. */
  boolean failed(long network) {
    boolean more = failed.add(network);
    if (more && !alarmed && sum + step(failed.count()) > limit()) {
      alarmed = true;
    }
    return more;
  }

  /** An account got in from a network for the first time. */
  void arrived(long network) {
    arrived.add(network);
  }

  /** Brings the scale to this time; whether a bin ended. */
  boolean advance(long nowMillis) {
    if (nowMillis >= binStartMillis && nowMillis - binStartMillis < widthMillis) {
      return false;
    }
    long now = Math.floorDiv(nowMillis, widthMillis);
    if (bin == Long.MIN_VALUE || now < bin - Math.max(1, Days.MILLIS / widthMillis)) {
      bin = now;
    }
    boolean ended = bin < now;
    for (int n = 0; bin < now && n < MOST_EMPTY_BINS; n++) {
      close();
      bin++;
    }
    bin = Math.max(bin, now);
    binStartMillis = bin * widthMillis;
    return ended;
  }

  private void close() {
    double x = failed.count();
    double step = step(x);
    sum = Math.clamp(sum + step, 0, MOST);
    calmBins = step > 0 ? 0 : calmBins + 1;
    if (calmBins >= binsToCalm) {
      sum = Math.min(sum, LIMIT / 2);
    }
    alarmed = alarmed ? sum > 0 && calmBins < binsToCalm : sum > limit();
    learn(x);
    before = x;
    failed.clear();
    arrived.clear();
  }

  private double step(double x) {
    double usual = usual();
    double raised = Math.max(2 * usual, usual + 2);
    double scatter = Math.max(1, variance / Math.max(mean, floor()));
    return (x * Math.log(raised / usual) - (raised - usual)) / scatter;
  }

  private void learn(double x) {
    double usual = usual();
    double cut = Math.min(x, 2 * usual + 2);
    learnedMillis += widthMillis;
    double rate = 1 - Math.pow(0.5, widthMillis / HALF_LIFE_MILLIS);
    rate /= alarmed ? ALARMED_SLOWER : 1;
    double off = cut - learned();
    mean += rate * (cut - mean);
    variance += rate * (off * off - variance);
    if (widthMillis <= HOUR_MILLIS && !alarmed) {
      double share = (cut + floor()) / (Math.max(mean, floor()) + floor());
      double step = (double) widthMillis / HOUR_MILLIS / PROFILE_LEARNED_IN_WEEKS;
      profile[hour()] += step * (share - profile[hour()]);
    }
  }

  private int hour() {
    return (int) Math.floorMod(Math.floorDiv(bin * widthMillis, HOUR_MILLIS), (long) HOURS);
  }

  /** What has been learned and where the test stands, as numbers. */
  double[] numbers() {
    double[] all = Arrays.copyOf(profile, HOURS + NUMBERS);
    all[HOURS] = mean;
    all[HOURS + 1] = variance;
    all[HOURS + 2] = sum;
    all[HOURS + 3] = recent();
    all[HOURS + 4] = alarmed ? 1 : 0;
    all[HOURS + 5] = learnedMillis;
    return all;
  }

  void numbers(double[] all) {
    System.arraycopy(all, 0, profile, 0, HOURS);
    mean = all[HOURS];
    variance = all[HOURS + 1];
    sum = all[HOURS + 2];
    before = all[HOURS + 3];
    alarmed = all[HOURS + 4] != 0;
    learnedMillis = all[HOURS + 5];
  }
}
