package org.redoubt.daemon;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.redoubt.audit.AllowedPrefix;
import org.redoubt.audit.AuditStore;
import org.redoubt.decide.Allowed;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.net.Prefix;

/** The allowlist, in force and in the store alike. */
final class Allowances {
  private final Core core;
  private final AuditStore store;
  private final InstantSource clock;

  Allowances(Core core, AuditStore store, InstantSource clock) {
    this.core = core;
    this.store = store;
    this.clock = clock;
  }

  /** Tells a new judge what was allowed before, and what the settings allow. */
  static void recall(AuditStore store, List<Prefix> configured, Judge judge, long nowMillis) {
    for (AllowedPrefix kept : store.allowed()) {
      if (kept.untilMillis() > nowMillis) {
        judge.allow(kept.scope(), kept.untilMillis(), kept.because(), kept.addedMillis());
      } else {
        store.disallow(kept.scope());
      }
    }
    for (Prefix scope : configured) {
      judge.allow(scope, Allowed.FOREVER, "in the settings", nowMillis);
    }
  }

  /** One line for people. */
  static String inWords(Prefix scope, long untilMillis, String because) {
    String end =
        untilMillis == Allowed.FOREVER
            ? "for good"
            : "until " + Instant.ofEpochMilli(untilMillis).truncatedTo(ChronoUnit.SECONDS);
    return "allowed " + scope + " " + end + ": " + because;
  }

  /**
   * Gives the lifts of the bans that this ends. It holds at once, whether it can be stored or not.
   *
   * @throws org.redoubt.audit.AuditException when it could not be stored
   */
  List<Decision> allow(Prefix scope, long untilMillis, String because) {
    List<Decision> lifted = core.allow(scope, untilMillis, because);
    LogLines.LOG.info(inWords(scope, untilMillis, because));
    store.allow(new AllowedPrefix(scope, clock.millis(), untilMillis, because));
    return lifted;
  }

  /** Whether it was allowed. */
  boolean disallow(Prefix scope) {
    boolean kept = store.disallow(scope);
    boolean found = core.ask(judge -> judge.disallow(scope)) || kept;
    if (found) {
      LogLines.LOG.info(scope + " is off the allowlist");
    }
    return found;
  }
}
