package org.redoubt.repute;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/**
 * One DNS blocklist: how to ask it, what its answers mean, and whether it deserves to be asked. One
 * that lists everything, refuses, or does not answer is left in peace for a while. Safe for
 * threads.
 */
final class Zone {
  private static final Prefix ANSWERS = Prefix.of("127.0.0.0/8");

  /** How zones say that they do not serve the resolver, or are asked too often. */
  private static final Prefix ERRORS = Prefix.of("127.255.255.0/24");

  /** No zone gives it (RFC 5782 section 5): parked domains and lying resolvers do. */
  private static final Address NEVER = Address.of("127.0.0.1");

  private static final int PATIENCE = 5;
  private static final long FIRST_REST_MILLIS = 60_000;
  private static final long LONGEST_REST_MILLIS = 3_600_000;
  private static final long CHECK_EVERY_MILLIS = 86_400_000;

  private final ZoneSettings settings;
  private long asked;
  private long listed;
  private long failed;
  private int failuresInRow;
  private long restMillis;
  private long restUntilMillis = Long.MIN_VALUE;
  private long checkMillis = Long.MIN_VALUE;
  private @Nullable String problem;

  /** What an answer says of an address. */
  enum Verdict {
    LISTED,
    CLEAN,
    NOTHING
  }

  Zone(ZoneSettings settings) {
    this.settings = settings;
  }

  double weight() {
    return settings.weight();
  }

  String name() {
    return settings.name();
  }

  /** The name to ask for: the address backwards, in bytes or (IPv6) half bytes, in the zone. */
  String question(Address address) {
    StringBuilder out = new StringBuilder();
    if (address.isV4()) {
      for (int shift = 0; shift < 32; shift += 8) {
        out.append(address.v4Bits() >>> shift & 255).append('.');
      }
    } else {
      nibbles(out, address.lo());
      nibbles(out, address.hi());
    }
    return out.append(settings.name()).toString();
  }

  private static void nibbles(StringBuilder out, long bits) {
    for (int shift = 0; shift < 64; shift += 4) {
      out.append(Character.forDigit((int) (bits >>> shift) & 15, 16)).append('.');
    }
  }

  synchronized boolean isResting(long nowMillis) {
    return nowMillis < restUntilMillis;
  }

  /** Whether it is to be tried first whether it lists everything. */
  synchronized boolean isCheckDue(long nowMillis) {
    boolean due = checkMillis == Long.MIN_VALUE || nowMillis - checkMillis >= CHECK_EVERY_MILLIS;
    checkMillis = due ? nowMillis : checkMillis;
    return due;
  }

  /** It was asked about an address that no zone lists (RFC 5782 section 5). */
  synchronized void checked(DnsReply reply, long nowMillis) {
    if (reply instanceof DnsReply.Found) {
      rest(
          "lists every address, even 127.0.0.1: it is out of service",
          CHECK_EVERY_MILLIS,
          nowMillis);
    }
  }

  /** It was asked about an address. */
  synchronized Verdict answered(DnsReply reply, long nowMillis) {
    asked++;
    return switch (reply) {
      case DnsReply.Found(List<Address> found, long seconds) -> found(found, nowMillis);
      case DnsReply.Nothing nothing -> served(Verdict.CLEAN);
      case DnsReply.Failed(String reason) -> {
        failed++;
        failuresInRow++;
        if (failuresInRow >= PATIENCE) {
          rest(reason, FIRST_REST_MILLIS, nowMillis);
        }
        yield Verdict.NOTHING;
      }
    };
  }

  private Verdict found(List<Address> found, long nowMillis) {
    for (Address answer : found) {
      if (ERRORS.contains(answer)) {
        failed++;
        rest(refusal(answer), LONGEST_REST_MILLIS, nowMillis);
        return Verdict.NOTHING;
      }
      if (!ANSWERS.contains(answer) || answer.equals(NEVER)) {
        failed++;
        rest("answers " + answer + ", which no blocklist does", LONGEST_REST_MILLIS, nowMillis);
        return Verdict.NOTHING;
      }
    }
    boolean means = settings.listed().isEmpty() || found.stream().anyMatch(this::means);
    listed += means ? 1 : 0;
    return served(means ? Verdict.LISTED : Verdict.CLEAN);
  }

  private boolean means(Address answer) {
    return settings.listed().stream().anyMatch(block -> block.contains(answer));
  }

  /** As Spamhaus and others number them. */
  private static String refusal(Address answer) {
    return switch (answer.v4Bits() & 255) {
      case 252 -> "there is no such zone (" + answer + ")";
      case 254 -> "does not answer public resolvers (" + answer + "): use one of your own";
      case 255 -> "asked more often than is allowed (" + answer + ")";
      default -> "answers with the error " + answer;
    };
  }

  private Verdict served(Verdict verdict) {
    failuresInRow = 0;
    restMillis = 0;
    problem = null;
    return verdict;
  }

  private void rest(String why, long leastMillis, long nowMillis) {
    restMillis = Math.max(leastMillis, Math.min(restMillis * 2, LONGEST_REST_MILLIS));
    restUntilMillis = nowMillis + restMillis;
    problem = why;
  }

  synchronized ZoneState state() {
    return new ZoneState(settings.name(), asked, listed, failed, problem);
  }
}
