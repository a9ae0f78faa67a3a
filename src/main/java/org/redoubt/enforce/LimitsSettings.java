package org.redoubt.enforce;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.redoubt.net.Prefix;

/**
 * How often each client may connect. A source is an IPv4 address or an IPv6 /64, a network a /24 or
 * a /48.
 *
 * @param ports TCP ports where people log in; greylist and panic are about these too
 * @param newPerSource new connections per time, such as {@code 30/minute}; empty for no limit
 * @param newPerNetwork the same for a network together
 * @param openPerSource connections at once; 0 for no limit
 * @param openPerNetwork the same for a network together
 * @param busyFrom from so many accounts a network is busy
 * @param busyTimes how many times larger each limit is for a busy network
 */
public record LimitsSettings(
    SortedSet<Integer> ports,
    String newPerSource,
    String newPerNetwork,
    int openPerSource,
    int openPerNetwork,
    int busyFrom,
    int busyTimes) {

  /** Mail ports but for 25, where other mail servers deliver. */
  public static final SortedSet<Integer> LOGIN_PORTS =
      Collections.unmodifiableSortedSet(new TreeSet<>(List.of(110, 143, 465, 587, 993, 995, 4190)));

  public static final LimitsSettings DEFAULTS =
      new LimitsSettings(LOGIN_PORTS, "", "", 0, 0, 5, 10);

  private static final int MOST = 1_000_000;

  public LimitsSettings {
    ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
    if (ports.isEmpty() || ports.first() < 1 || ports.last() > 65535) {
      throw new IllegalArgumentException("ports: give ports from 1 to 65535, at least one");
    }
    inRange("open-per-source", openPerSource, 0);
    inRange("open-per-network", openPerNetwork, 0);
    inRange("busy-from", busyFrom, 1);
    inRange("busy-times", busyTimes, 1);
    limits("new-per-source", newPerSource);
    limits("new-per-network", newPerNetwork);
  }

  private static void inRange(String key, int number, int least) {
    if (number < least || number > MOST) {
      throw new IllegalArgumentException(key + ": give a number from " + least + " to " + MOST);
    }
  }

  private static Admission.Rate limits(String key, String text) {
    Admission.Rate rate = Admission.Rate.parse(text);
    if (rate == null) {
      throw new IllegalArgumentException(
          key
              + ": \""
              + text
              + "\" is not a number per time such as \"30/minute\" or \"2/second\"");
    }
    return rate;
  }

  /** The limits, larger for these networks. */
  public Admission.Limits limits(Collection<Prefix> busy) {
    return new Admission.Limits(
        limits("new-per-source", newPerSource),
        limits("new-per-network", newPerNetwork),
        openPerSource,
        openPerNetwork,
        busyTimes,
        busy);
  }
}
