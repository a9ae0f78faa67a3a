package org.redoubt.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.redoubt.enforce.Mending;
import org.redoubt.enforce.NftablesEnforcer;
import org.redoubt.enforce.Reconciler;

/** Says what was found and mended when the kernel did not hold what is wanted. */
final class Guardian implements Reconciler.Listener {
  private static final Duration INTERVAL = Duration.ofHours(1);

  /** Watches over the kernel's state where nftables enforces; elsewhere does nothing. */
  static Closeable of(Mode mode, InstantSource clock) {
    NftablesEnforcer nftables = mode.nftables();
    return nftables == null
        ? () -> {}
        : Reconciler.start(nftables, INTERVAL, clock::millis, new Guardian());
  }

  @Override
  public void mended(Mending mending) {
    LogLines.LOG.warning("the firewall was not as wanted, mended: " + mending);
  }

  @Override
  public void failed(IOException reason) {
    LogLines.LOG.warning("the firewall could not be compared: " + reason.getMessage());
  }
}
