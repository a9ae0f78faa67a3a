package org.redoubt.daemon;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.decide.Allowed;
import org.redoubt.decide.Guardrails;
import org.redoubt.decide.Guardrails.Guardrail;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixSet;

/**
 * Whom imported lists do not keep out, whatever they hold: the allowed, our own addresses, whoever
 * is logged in by SSH. One thread.
 */
final class Spared {
  private static final long GUARD_MILLIS = 10_000;
  private static final List<Prefix> ALWAYS = List.of(Prefix.of("127.0.0.0/8"), Prefix.of("::1"));

  private final Court court;
  private final Protected guarded;
  private final InstantSource clock;
  private Guardrails guardrails = Guardrails.none();
  private long lookedMillis = Long.MIN_VALUE;

  Spared(Court court, Protected guarded, InstantSource clock) {
    this.court = court;
    this.guarded = guarded;
    this.clock = clock;
  }

  PrefixSet now() {
    long now = clock.millis();
    if (lookedMillis == Long.MIN_VALUE || Math.abs(now - lookedMillis) > GUARD_MILLIS) {
      guardrails = guarded.lookAgain();
      lookedMillis = now;
    }
    List<Prefix> all = new ArrayList<>(ALWAYS);
    guardrails.all().stream().map(Guardrail::scope).forEach(all::add);
    court.ask(judge -> judge.allowed(now)).stream().map(Allowed::scope).forEach(all::add);
    return PrefixSet.of(all);
  }
}
