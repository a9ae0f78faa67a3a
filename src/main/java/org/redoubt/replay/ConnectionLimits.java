package org.redoubt.replay;

import java.util.List;
import org.redoubt.decide.Judge;
import org.redoubt.enforce.Admission;
import org.redoubt.enforce.LimitsSettings;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/**
 * Our limits of new connections in the firewall, each client for itself: a bucket of so many for a
 * source and for its network, larger where many people log in. A trace does not say how long
 * connections last, so those at once are not modelled.
 */
final class ConnectionLimits implements Policy {
  /** What the guide suggests, for settings that have no limits. */
  static final LimitsSettings SUGGESTED =
      new LimitsSettings(LimitsSettings.LOGIN_PORTS, "20/minute", "60/minute", 0, 0, 5, 10);

  private static final long[] SYN = {1_000, 3_000, 7_000};
  private final LimitsSettings settings;
  private final Admission.Rate perSource;
  private final Admission.Rate perNetwork;
  private final Judge judge;
  private final Aging<Bucket> sources = new Aging<>(Bucket::fullMillis);
  private final Aging<Bucket> networks = new Aging<>(Bucket::fullMillis);

  ConnectionLimits(RuleSettings ours) {
    boolean off = ours.limits().newPerSource().isEmpty() && ours.limits().newPerNetwork().isEmpty();
    settings = off ? SUGGESTED : ours.limits();
    Admission.Limits limits = settings.limits(List.of());
    perSource = limits.perSource();
    perNetwork = limits.perNetwork();
    judge = ours.judge(Told.KEY);
  }

  /** How many connections a client may still make. */
  private record Bucket(double tokens, long atMillis, long fullMillis) {}

  @Override
  public Answer ask(Attempt attempt) {
    Address source = attempt.source();
    if (judge.isProtected(source.alone(), attempt.atMillis())) {
      return Answer.VERIFIED;
    }
    int times = isBusy(attempt) ? settings.busyTimes() : 1;
    Address client = source.isV4() ? source : new Address(source.hi(), 0);
    return take(sources, client, perSource, times, attempt.atMillis())
            && take(networks, source.network().base(), perNetwork, times, attempt.atMillis())
        ? Answer.VERIFIED
        : Answer.DROPPED;
  }

  private boolean isBusy(Attempt attempt) {
    return judge.detector().people(attempt.source(), attempt.atMillis()) >= settings.busyFrom();
  }

  private static boolean take(
      Aging<Bucket> buckets, Address client, Admission.Rate rate, int times, long atMillis) {
    if (rate.connections() == 0) {
      return true;
    }
    double most = (double) rate.connections() * times;
    double perMilli = most / rate.per().millis();
    Bucket before = buckets.get(client, atMillis);
    double tokens =
        before == null
            ? most
            : Math.min(most, before.tokens() + (atMillis - before.atMillis()) * perMilli);
    boolean may = tokens >= 1;
    double left = may ? tokens - 1 : tokens;
    long full = atMillis + (long) Math.ceil((most - left) / perMilli);
    buckets.put(client, new Bucket(left, atMillis, full));
    return may;
  }

  @Override
  public void tell(Attempt attempt) {
    if (attempt.outcome() == Outcome.SUCCESS) {
      judge.learn(Told.event(attempt));
    }
  }

  @Override
  public long[] retransmits() {
    return SYN;
  }
}
