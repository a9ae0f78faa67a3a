package org.redoubt.daemon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.redoubt.decide.Judge;
import org.redoubt.event.AuthEvent;
import org.redoubt.net.Address;
import org.redoubt.repute.Zones;

/**
 * Asks DNS blocklists about sources that have failed lately. Who is ours or allowed is nobody's
 * business. Called where the judge may be asked.
 */
final class Inquiry implements Consumer<AuthEvent> {
  private static final long LATELY_MILLIS = Duration.ofMinutes(10).toMillis();

  private final Zones zones;
  private final Judge judge;
  private final Protected guarded;
  private final InstantSource clock;

  Inquiry(Zones zones, Judge judge, Protected guarded, InstantSource clock) {
    this.zones = zones;
    this.judge = judge;
    this.guarded = guarded;
    this.clock = clock;
  }

  @Override
  public void accept(AuthEvent event) {
    Address source = event.source();
    if (source != null
        && event.outcome().isFailedGuess()
        && !zones.areNone()
        && clock.millis() - event.atMillis() < LATELY_MILLIS
        && !isOurs(source, event.atMillis())) {
      zones.ask(source, event.atMillis());
    }
  }

  private boolean isOurs(Address source, long atMillis) {
    return judge.isProtected(source.alone(), atMillis) || guarded.reason(source.alone()) != null;
  }
}
