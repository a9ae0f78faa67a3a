package org.redoubt.repute;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Origins that follow their files: when others stand at their paths these are opened, and what was
 * known before holds until they can be used. Looks when asked, every {@value #LOOK_MILLIS} ms at
 * most. Safe for threads.
 */
final class RenewedOrigins {
  static final long LOOK_MILLIS = 10_000;

  private final ReputeSettings settings;
  private final InstantSource clock;
  private Origins origins = Origins.NONE;
  private List<FileStamp> opened = List.of();
  private long lookedMillis;
  private @Nullable String problem;

  RenewedOrigins(ReputeSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.lookedMillis = clock.millis();
    renew();
  }

  /** Those of the files that are there now. */
  synchronized Origins now() {
    look();
    return origins;
  }

  /** Why a file that is there now cannot be used, or null. */
  synchronized @Nullable String problem() {
    look();
    return problem;
  }

  private void look() {
    long now = clock.millis();
    if (Math.abs(now - lookedMillis) < LOOK_MILLIS) {
      return;
    }
    lookedMillis = now;
    if (!stamps().equals(opened)) {
      renew();
    }
  }

  /** The old ones are not closed, for somebody may be using them. */
  private void renew() {
    opened = stamps();
    try {
      origins = Origins.open(settings);
      problem = null;
    } catch (IOException e) {
      problem = e.getMessage();
    }
  }

  private List<FileStamp> stamps() {
    return List.of(FileStamp.of(settings.countryFile()), FileStamp.of(settings.asnFile()));
  }
}
