package org.redoubt.enforce;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Prefix;

/**
 * Who may connect to the mail ports at all, and how often; apart from bans. Checked in this order:
 * exempt prefixes pass; panic; access by port; then, for new connections only, limits and the
 * greylist. Who is familiar is told to the enforcer apart from this, since that is much and changes
 * often.
 *
 * @param ports TCP ports of logins, that limits, greylist and panic are about; others are never
 *     touched
 * @param exempt whom none of this applies to: the allowlist
 * @param access which ports are only for whom; these may be other ports
 * @param limits new connections per time, and connections at once
 * @param greylist makes strangers come back; null for never
 * @param panic shuts out strangers for a while; null is off
 */
public record Admission(
    SortedSet<Integer> ports,
    List<Prefix> exempt,
    List<Access> access,
    Limits limits,
    @Nullable Greylist greylist,
    @Nullable Panic panic) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");

  public Admission {
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("admission needs the ports that it is about");
    }
    exempt = List.copyOf(exempt);
    access = List.copyOf(access);
  }

  /** All ports that this is about. */
  SortedSet<Integer> allPorts() {
    SortedSet<Integer> all = new TreeSet<>(ports);
    access.forEach(each -> all.addAll(each.ports()));
    return all;
  }

  /** What the rules are made of; the rest is in the elements of sets. */
  Admission rules() {
    List<Access> bare =
        access.stream()
            .map(each -> new Access(each.name(), each.ports(), List.of(), each.stage()))
            .toList();
    Greylist off =
        greylist == null ? null : new Greylist(greylist.hold(), greylist.ripe(), Alarm.OFF);
    return new Admission(ports, List.of(), bare, limits.toBusy(List.of()), off, null);
  }

  /** Whether strangers are made to come back now. */
  public enum Alarm {
    OFF,
    ON
  }

  /**
   * Ports that only some may reach.
   *
   * @param name for its counter: lower-case letters, digits and underscores
   * @param allowed empty is nobody
   */
  public record Access(String name, SortedSet<Integer> ports, List<Prefix> allowed, Stage stage) {
    /** Whether it is in force. */
    public enum Stage {
      /** Packets that would be refused are counted and pass. */
      TRIAL,
      IN_FORCE
    }

    public Access {
      allowed = List.copyOf(allowed);
      if (!NAME.matcher(name).matches() || ports.isEmpty()) {
        throw new IllegalArgumentException("access needs a plain name and ports: " + name);
      }
    }

    /** The same rule at another stage. */
    public Access at(Stage other) {
      return new Access(name, ports, allowed, other);
    }
  }

  /**
   * New connections per time; as many may come at once.
   *
   * @param connections 0 for no limit
   */
  public record Rate(int connections, Per per) {
    public static final Rate UNLIMITED = new Rate(0, Per.MINUTE);
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,5})/(second|minute|hour)");

    /** The rate of a text such as {@code 30/minute}, empty for none; null when it is neither. */
    static @Nullable Rate parse(String text) {
      Matcher parts = TEXT.matcher(text);
      if (!parts.matches()) {
        return text.isEmpty() ? UNLIMITED : null;
      }
      Per per = Per.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
      return new Rate(Integer.parseInt(parts.group(1)), per);
    }

    /** A span of time. */
    public enum Per {
      SECOND(1),
      MINUTE(60),
      HOUR(3600);

      final int seconds;

      Per(int seconds) {
        this.seconds = seconds;
      }

      public long millis() {
        return seconds * 1000L;
      }
    }
  }

  /**
   * Limits of new connections, each client for itself. A source is an IPv4 address or an IPv6 /64,
   * a network a /24 or a /48.
   *
   * @param openPerSource connections at once; 0 for no limit, like the next
   * @param openPerNetwork connections at once from a network together
   * @param busyTimes how much larger each limit is for busy networks
   * @param busy networks where many people log in, so that an office is not one client
   */
  public record Limits(
      Rate perSource,
      Rate perNetwork,
      int openPerSource,
      int openPerNetwork,
      int busyTimes,
      Collection<Prefix> busy) {
    public static final Limits NONE =
        new Limits(Rate.UNLIMITED, Rate.UNLIMITED, 0, 0, 1, List.of());

    public Limits {
      busy = List.copyOf(busy);
    }

    /** The same for other busy networks. */
    Limits toBusy(Collection<Prefix> networks) {
      return new Limits(perSource, perNetwork, openPerSource, openPerNetwork, busyTimes, networks);
    }

    public boolean areNone() {
      return perSource.connections() + perNetwork.connections() + openPerSource + openPerNetwork
          == 0;
    }
  }

  /**
   * A stranger's first connection is refused, and so are all until the hold is over; then it may
   * come. Mail programs try again by themselves; most that guess from many addresses do not.
   *
   * @param hold how long it is refused
   * @param ripe how long from the first attempt it may come; longer than the hold
   */
  public record Greylist(Duration hold, Duration ripe, Alarm alarm) {}

  /**
   * Nobody but familiar networks and the kept prefixes, for connections that are open too. Ends by
   * itself in the kernel, whether we are there or not.
   */
  public record Panic(long untilMillis, List<Prefix> kept) {
    public Panic {
      kept = List.copyOf(kept);
    }
  }
}
