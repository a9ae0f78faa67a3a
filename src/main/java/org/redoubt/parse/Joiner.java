package org.redoubt.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;

/**
 * Sees to it that an attempt counts once, however many lines and logs tell of it.
 *
 * <p>One failed login may be told by the password check, by PAM behind it, by the server in front
 * and by a summary when the client leaves. The first line counts. A later line of another {@link
 * Layer} about the same source, within {@value #WINDOW_SECONDS} s or in the same session, tells of
 * the same attempt if the accounts do not differ; only what it tells beyond that counts. Two
 * servers never tell of the same attempt.
 *
 * <p>Holds the last attempts of a fixed number of sources: what is forgotten too early is counted
 * twice, never lost. Not thread-safe; one for all logs of a machine.
 */
public final class Joiner {
  private static final int WINDOW_SECONDS = 15;
  private static final long WINDOW_MILLIS = WINDOW_SECONDS * 1000L;
  private static final long SESSION_MILLIS = 600_000;
  private static final long WITHDRAWAL_MILLIS = 2_000;

  /** Attempts remembered per bucket, and buckets. */
  private static final int WAYS = 8;

  private static final int BUCKETS = 1 << 12;

  private final @Nullable Told[] told = new @Nullable Told[BUCKETS * WAYS];
  private final byte[] next = new byte[BUCKETS];

  /** Those met so far; there are a handful on one machine. */
  private final List<Layer> layers = new ArrayList<>();

  /** The last failure that each layer told, in the order of {@link #layers}. */
  private final @Nullable AuthEvent[] lastFailures = new @Nullable AuthEvent[Long.SIZE];

  private final Successes successes = new Successes();

  private long joined;

  /** Whether a backend has told of any attempt: before, nobody can have told what a server does. */
  private boolean backendsTell;

  /** An attempt that counted; {@code layers} have told of it. */
  private static final class Told {
    private @Nullable Address source;
    private long atMillis;
    private long session;
    private int account;
    private int attempts;
    private long layers;
    private boolean byServer;

    /** The layer that tells one by one what this sums up, and how many it has told. */
    private long countingLayer;

    private int countedAttempts;

    /** Whether there are attempts in this that the layer has not told yet. */
    boolean isLeft(long layer) {
      return (layers & layer) == 0 || layer == countingLayer && countedAttempts < attempts;
    }

    /** The layer tells of at most so many; returns of how many of these. */
    int told(long layer, int most) {
      int before = layer == countingLayer ? countedAttempts : 0;
      int now = Math.min(attempts - before, most);
      layers |= layer;
      countingLayer = layer;
      countedAttempts = before + now;
      return now;
    }
  }

  /** How many attempts were told again and not counted. */
  public long joined() {
    return joined;
  }

  /**
   * What counts of the event.
   *
   * @return the event, the event with fewer attempts, or null when all of it was told before
   */
  public @Nullable AuthEvent join(Parsed.Event parsed) {
    AuthEvent event = parsed.event();
    Layer layer = parsed.rule().layer();
    if (layer.kind() == Layer.Kind.WITHDRAWAL) {
      return withdrawal(event, layer);
    }
    if (event.outcome() == Outcome.SUCCESS) {
      return success(event, layer);
    }
    if (!event.outcome().isFailedGuess()) {
      return event;
    }
    boolean isFirstToTell = layer.kind() == Layer.Kind.SERVER && !backendsTell;
    int left = event.attempts() - (isFirstToTell ? 0 : toldBefore(event, layer));
    joined += event.attempts() - left;
    if (left == 0) {
      return null;
    }
    AuthEvent counted = left == event.attempts() ? event : event.withAttempts(left);
    if (layer.kind() != Layer.Kind.SUMMARY) {
      remember(counted, layer);
    }
    return counted;
  }

  private @Nullable AuthEvent success(AuthEvent event, Layer layer) {
    boolean isToldAgain = successes.isToldAgain(event, layer, bit(layer));
    joined += isToldAgain ? 1 : 0;
    return isToldAgain ? null : event;
  }

  /** The failure before it, told as the server's own. */
  private @Nullable AuthEvent withdrawal(AuthEvent event, Layer layer) {
    AuthEvent failure = lastFailure(layer.format());
    if (failure == null || event.atMillis() - failure.atMillis() > WITHDRAWAL_MILLIS) {
      return event;
    }
    return new AuthEvent(
        event.atMillis(),
        failure.protocol(),
        Outcome.TEMPORARY_FAILURE,
        failure.source(),
        failure.account(),
        failure.attempts(),
        failure.session(),
        failure.fingerprint());
  }

  /** Takes the last failure of the format, whichever of its layers told it. */
  private @Nullable AuthEvent lastFailure(String format) {
    int last = -1;
    AuthEvent latest = null;
    for (int i = 0; i < Math.min(layers.size(), Long.SIZE); i++) {
      AuthEvent failure = lastFailures[i];
      if (failure != null
          && layers.get(i).format().equals(format)
          && (latest == null || failure.atMillis() >= latest.atMillis())) {
        last = i;
        latest = failure;
      }
    }
    if (last >= 0) {
      lastFailures[last] = null;
    }
    return latest;
  }

  private int toldBefore(AuthEvent event, Layer layer) {
    int found = 0;
    long bit = bit(layer);
    int from = bucket(event) * WAYS;
    for (int i = from; i < from + WAYS && found < event.attempts(); i++) {
      Told before = told[i];
      if (before != null && isSame(before, event, layer, bit)) {
        before.byServer |= layer.kind() == Layer.Kind.SERVER;
        found += before.told(bit, event.attempts() - found);
      }
    }
    return found;
  }

  private static boolean isSame(Told before, AuthEvent event, Layer layer, long bit) {
    boolean bothServers = before.byServer && layer.kind() == Layer.Kind.SERVER;
    if (!before.isLeft(bit) || bothServers) {
      return false;
    }
    if (!Objects.equals(before.source, event.source())) {
      return false;
    }
    long age = Math.abs(event.atMillis() - before.atMillis);
    if (before.session != 0 && before.session == event.session() && age <= SESSION_MILLIS) {
      return true;
    }
    return layer.kind() != Layer.Kind.SUMMARY && age <= WINDOW_MILLIS && agree(before, event);
  }

  private static boolean agree(Told before, AuthEvent event) {
    int account = account(event);
    return before.account == 0 || account == 0 || before.account == account || event.attempts() > 1;
  }

  private void remember(AuthEvent event, Layer layer) {
    backendsTell |= layer.kind() == Layer.Kind.BACKEND;
    int bucket = bucket(event);
    int at = bucket * WAYS + (next[bucket]++ & WAYS - 1);
    Told slot = told[at];
    if (slot == null) {
      slot = new Told();
      told[at] = slot;
    }
    slot.source = event.source();
    slot.atMillis = event.atMillis();
    slot.session = event.session();
    slot.account = account(event);
    slot.attempts = event.attempts();
    slot.layers = bit(layer);
    slot.countingLayer = 0;
    slot.countedAttempts = 0;
    slot.byServer = layer.kind() == Layer.Kind.SERVER;
    lastFailures[Long.numberOfTrailingZeros(slot.layers)] = event;
  }

  private long bit(Layer layer) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) == layer) {
        return 1L << Math.min(63, i);
      }
    }
    layers.add(layer);
    return 1L << Math.min(63, layers.size() - 1);
  }

  private static int account(AuthEvent event) {
    return event.account() == null ? 0 : event.account().hashCode() | 1;
  }

  private static int bucket(AuthEvent event) {
    int hash = event.source() == null ? account(event) * 0x9E3779B1 : event.source().hashCode();
    return (hash ^ hash >>> 16) & BUCKETS - 1;
  }
}
