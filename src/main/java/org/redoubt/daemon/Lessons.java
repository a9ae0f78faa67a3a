package org.redoubt.daemon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Teaches the judge logins of old logs, a bounded number at a time: {@code logins} is an array of
 * arrays of the time in milliseconds, the source and the account. The last lesson says {@code
 * "last": true}, and what was learned is kept at once.
 */
final class Lessons {
  /** A log may be a little ahead; a login of next year would be held for fresh until then. */
  private static final long MOST_AHEAD_MILLIS = Duration.ofDays(1).toMillis();

  private final Court court;
  private final Learned learned;
  private final InstantSource clock;

  Lessons(Court court, Learned learned, InstantSource clock) {
    this.court = court;
    this.learned = learned;
    this.clock = clock;
  }

  void answer(JsonNode request, JsonGenerator out) throws Control.Refusal {
    List<AuthEvent> logins = new ArrayList<>();
    for (JsonNode login : request.path("logins")) {
      logins.add(login(login));
    }
    long latest = clock.millis() + MOST_AHEAD_MILLIS;
    int total = logins.size();
    logins.removeIf(login -> login.atMillis() > latest);
    long fresh = court.ask(judge -> logins.stream().filter(judge::learn).count());
    out.writeNumberProperty("learned", logins.size());
    out.writeNumberProperty("new", fresh);
    out.writeNumberProperty("ahead", total - logins.size());
    if (request.path("last").asBoolean(false)) {
      learned.save();
    }
  }

  private static AuthEvent login(JsonNode login) throws Control.Refusal {
    Address source = Address.parse(login.path(1).asString(""));
    String account = login.path(2).asString("");
    if (!login.path(0).isIntegralNumber() || source == null || account.isEmpty()) {
      throw new Control.Refusal("not a login of time, source and account: " + login);
    }
    return AuthEvent.of(
        login.path(0).asLong(), Protocol.UNKNOWN, Outcome.SUCCESS, source, Account.of(account));
  }
}
