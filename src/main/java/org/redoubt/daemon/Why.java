package org.redoubt.daemon;

import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditStore;
import org.redoubt.audit.KeptEvent;
import org.redoubt.audit.Story;
import org.redoubt.audit.Visitor;
import org.redoubt.audit.Visits;
import org.redoubt.decide.Ban;
import org.redoubt.decide.Decision;
import org.redoubt.detect.Explanation;
import org.redoubt.event.Account;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Answers why: what is held against an address or block, and what was done to an account. */
final class Why {
  private static final int MOST_TOLD = 200;
  private static final int MOST_SIMILAR = 10;
  private static final int CUSTOMER_LENGTH = 64;

  private final Court court;
  private final BiConsumer<Address, JsonGenerator> others;
  private final AuditStore store;
  private final InstantSource clock;

  /**
   * Answers from what the judge and the store know.
   *
   * @param others adds what others say of an address
   */
  Why(
      Court court,
      BiConsumer<Address, JsonGenerator> others,
      AuditStore store,
      InstantSource clock) {
    this.court = court;
    this.others = others;
    this.store = store;
    this.clock = clock;
  }

  /** Answers for {@code account} where the request has one, else for {@code scope}. */
  void answer(JsonNode request, JsonGenerator out) throws Control.Refusal {
    if (request.has("account")) {
      account(Account.of(request.path("account").asString("")), out);
    } else {
      block(Answers.scope(request), out);
    }
  }

  private void account(Account account, JsonGenerator out) {
    Visits visits = store.visits(account);
    Story story = store.why(account, MOST_TOLD);
    boolean found = isTold(story);
    Json.text(out, "account", account);
    out.writeBooleanProperty("found", found);
    if (!found) {
      List<Account> similar = store.withDomain(account.name(), MOST_SIMILAR);
      Json.texts(out, "similar", similar.stream().map(Account::name).toList());
    }
    visits(out, visits, account);
    story(out, story);
  }

  private void block(Prefix scope, JsonGenerator out) {
    long now = clock.millis();
    List<Ban> bans = court.ask(judge -> judge.bansOn(scope, now));
    Explanation explanation =
        scope.isAlone()
            ? court.<@Nullable Explanation>ask(judge -> judge.explain(scope.base(), now))
            : null;
    Prefix whole = asCustomer(scope);
    Story story = store.why(whole, MOST_TOLD);
    Json.text(out, "scope", scope);
    out.writeBooleanProperty("found", !bans.isEmpty() || explanation != null || isTold(story));
    if (scope.isAlone()) {
      others.accept(scope.base(), out);
    }
    bans(out, bans, scope);
    if (explanation != null) {
      score(out, explanation);
    }
    visits(out, store.visits(whole), null);
    story(out, story);
  }

  /** Who has one address of IPv6 has the /64 around it, and is judged by what all of it does. */
  private static Prefix asCustomer(Prefix scope) {
    boolean lone = scope.isAlone() && !scope.base().isV4();
    return lone ? Prefix.of(scope.base(), CUSTOMER_LENGTH) : scope;
  }

  private static boolean isTold(Story story) {
    return !story.events().isEmpty() || !story.decisions().isEmpty();
  }

  /** The ban that holds for all of the block by itself; those of parts of it in a list. */
  private static void bans(JsonGenerator out, List<Ban> bans, Prefix scope) {
    Ban whole = bans.stream().filter(b -> b.scope().contains(scope)).findFirst().orElse(null);
    if (whole != null) {
      out.writeObjectPropertyStart("ban");
      Json.ban(out, whole);
      out.writeEndObject();
    }
    out.writeNumberProperty("bans-inside", bans.stream().filter(b -> inside(b, scope)).count());
    out.writeArrayPropertyStart("bans");
    bans.stream()
        .limit(MOST_TOLD)
        .forEach(ban -> {
          out.writeStartObject();
          Json.ban(out, ban);
          out.writeEndObject();
        });
    out.writeEndArray();
  }

  private static boolean inside(Ban ban, Prefix scope) {
    return scope.contains(ban.scope()) && !scope.equals(ban.scope());
  }

  private static void score(JsonGenerator out, Explanation explanation) {
    Json.nats(out, "score", explanation.score());
    Json.nats(out, "threshold", explanation.threshold());
    out.writeObjectPropertyStart("parts");
    Json.nats(out, "evidence", explanation.evidence());
    Json.nats(out, "alarm", explanation.alarm());
    Json.nats(out, "network", explanation.network());
    Json.nats(out, "order", explanation.order());
    Json.nats(out, "hearsay", explanation.hearsay().nats());
    out.writeEndObject();
    out.writeNumberProperty("accounts", explanation.names());
    Json.nats(out, "people", explanation.people());
    out.writeArrayPropertyStart("evidence");
    explanation
        .pieces()
        .forEach(piece -> {
          out.writeStartObject();
          Json.evidence(out, piece);
          out.writeEndObject();
        });
    out.writeEndArray();
  }

  private void visits(JsonGenerator out, Visits visits, @Nullable Account account) {
    out.writeObjectPropertyStart("visits");
    out.writeNumberProperty("tries", visits.tries());
    out.writeNumberProperty("unknown-account", visits.unknown());
    out.writeNumberProperty("logins", visits.logins());
    out.writeNumberProperty("sources", visits.sources());
    out.writeNumberProperty("accounts", visits.accounts());
    if (visits.toMillis() != 0) {
      Json.time(out, "first", visits.fromMillis());
      Json.time(out, "last", visits.toMillis());
    }
    out.writeArrayPropertyStart("most");
    visits.most().forEach(visitor -> visitor(out, visitor, account));
    out.writeEndArray();
    out.writeEndObject();
  }

  private void visitor(JsonGenerator out, Visitor visitor, @Nullable Account account) {
    out.writeStartObject();
    Json.text(out, "source", visitor.source());
    out.writeNumberProperty("tries", visitor.tries());
    out.writeNumberProperty("accounts", visitor.accounts());
    out.writeNumberProperty("logins", visitor.logins());
    Json.time(out, "first", visitor.fromMillis());
    Json.time(out, "last", visitor.toMillis());
    if (account != null) {
      long now = clock.millis();
      out.writeBooleanProperty(
          "at-home", court.ask(judge -> judge.isAtHome(account, visitor.source(), now)));
    }
    out.writeEndObject();
  }

  private static void story(JsonGenerator out, Story story) {
    out.writeArrayPropertyStart("events");
    for (KeptEvent event : story.events().reversed()) {
      out.writeStartObject();
      Json.event(out, event);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayPropertyStart("decisions");
    for (Decision decision : story.decisions().reversed()) {
      out.writeStartObject();
      Json.decision(out, decision);
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
