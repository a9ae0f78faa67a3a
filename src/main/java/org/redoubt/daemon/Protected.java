package org.redoubt.daemon;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Guardrails;
import org.redoubt.decide.Guardrails.Guardrail;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * Whom the machine itself must never shut out, besides the allowlist: loopback, its own addresses,
 * and people who are logged in by SSH. Looked up when asked, at most once in {@value #FRESH_MILLIS}
 * ms. Safe for threads.
 */
final class Protected {
  static final long FRESH_MILLIS = 3000;
  private static final List<Prefix> LOOPBACK =
      List.of(Prefix.of("127.0.0.0/8"), Prefix.of("::1"), Prefix.of("0.0.0.0/8"), Prefix.of("::"));

  private final Supplier<? extends Collection<Address>> own;
  private final Supplier<? extends Collection<Address>> admins;
  private final InstantSource clock;
  private Set<Address> ownNow = Set.of();
  private Set<Address> adminsNow = Set.of();
  private long lookedMillis = Long.MIN_VALUE;

  Protected(
      Supplier<? extends Collection<Address>> own,
      Supplier<? extends Collection<Address>> admins,
      InstantSource clock) {
    this.own = own;
    this.admins = admins;
    this.clock = clock;
  }

  /** Why this prefix must not be banned, or null when it may. */
  synchronized @Nullable String reason(Prefix prefix) {
    if (LOOPBACK.stream().anyMatch(prefix::overlaps)) {
      return "loopback";
    }
    look();
    if (ownNow.stream().anyMatch(prefix::contains)) {
      return "own address";
    }
    return adminsNow.stream().anyMatch(prefix::contains) ? "logged in by SSH" : null;
  }

  /** Who is protected now. */
  synchronized Guardrails lookAgain() {
    look();
    return guardrails();
  }

  /** Whom we know to be protected, as of the last look. */
  synchronized Guardrails guardrails() {
    List<Guardrail> all = new ArrayList<>();
    ownNow.forEach(a -> all.add(new Guardrail(a.alone(), "own address")));
    adminsNow.forEach(a -> all.add(new Guardrail(a.alone(), "logged in by SSH")));
    return new Guardrails(all);
  }

  /** Looks again, where the last look is not fresh. */
  synchronized void refresh() {
    look();
  }

  /** Whoever is logged in by SSH, as of the last look. */
  synchronized Set<Address> admins() {
    return adminsNow;
  }

  private void look() {
    long now = clock.millis();
    if (lookedMillis == Long.MIN_VALUE || Math.abs(now - lookedMillis) >= FRESH_MILLIS) {
      ownNow = Set.copyOf(own.get());
      adminsNow = Set.copyOf(admins.get());
      lookedMillis = now;
    }
  }

  /** The addresses of this machine's interfaces; none when they cannot be listed. */
  static Collection<Address> interfaceAddresses() {
    try {
      Set<Address> found = new HashSet<>();
      NetworkInterface.networkInterfaces()
          .forEach(i -> i.inetAddresses().forEach(a -> found.add(Address.of(a))));
      return found;
    } catch (SocketException e) {
      return Set.of();
    }
  }
}
