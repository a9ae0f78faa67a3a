package org.redoubt.daemon;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.AuditStore;
import org.redoubt.audit.KnownLogin;
import org.redoubt.enforce.AccessSettings;
import org.redoubt.enforce.Admission;
import org.redoubt.event.Account;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.net.PrefixMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Says whom rules of access would have refused among those who logged in within a month. */
final class AccessTrial {
  private static final Duration SPAN = Duration.ofDays(30);
  private static final int MOST_RULES = 100;
  private static final int MOST_EXAMPLES = 20;

  private final AuditStore store;
  private final Supplier<Set<Address>> admins;
  private final AccessSettings.Countries countries;
  private final InstantSource clock;

  AccessTrial(
      AuditStore store,
      Supplier<Set<Address>> admins,
      AccessSettings.Countries countries,
      InstantSource clock) {
    this.store = store;
    this.admins = admins;
    this.countries = countries;
    this.clock = clock;
  }

  /** What one rule would have done. */
  private static final class Tally {
    private final Admission.Access rule;
    private final PrefixMap<Boolean> allowed = new PrefixMap<>();
    private final Set<Account> accounts = new HashSet<>();
    private final Set<Prefix> networks = new HashSet<>();
    private final Set<Account> refusedAccounts = new HashSet<>();
    private final Set<Prefix> refusedNetworks = new HashSet<>();
    private final List<KnownLogin> examples = new ArrayList<>();

    Tally(Admission.Access rule) {
      this.rule = rule;
      rule.allowed().forEach(prefix -> allowed.put(prefix, true));
    }

    boolean refuses(Address source) {
      return allowed.longest(source) == null;
    }

    void take(KnownLogin login) {
      accounts.add(login.account());
      networks.add(login.source().network());
      if (refuses(login.source())) {
        refusedAccounts.add(login.account());
        refusedNetworks.add(login.source().network());
        if (examples.size() < MOST_EXAMPLES) {
          examples.add(login);
        }
      }
    }
  }

  void answer(JsonNode request, JsonGenerator out) throws Control.Refusal {
    Map<Protocol, List<Tally>> byProtocol = new HashMap<>();
    List<Tally> tallies = new ArrayList<>();
    for (Admission.Access rule : rules(request)) {
      Tally tally = new Tally(rule);
      tallies.add(tally);
      Protocol protocol = protocol(rule);
      if (protocol != null) {
        byProtocol.computeIfAbsent(protocol, p -> new ArrayList<>()).add(tally);
      }
    }
    store.logins(
        clock.millis() - SPAN.toMillis(),
        login ->
            byProtocol
                .getOrDefault(login.protocol(), List.of())
                .forEach(tally -> tally.take(login)));
    out.writeNumberProperty("days", SPAN.toDays());
    out.writeArrayPropertyStart("access");
    tallies.forEach(tally -> write(tally, out));
    out.writeEndArray();
  }

  private List<Admission.Access> rules(JsonNode request) throws Control.Refusal {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : request.path("access").properties()) {
      List<String> allowed = new ArrayList<>();
      each.getValue().forEach(entry -> allowed.add(entry.asString("")));
      entries.put(each.getKey(), allowed);
    }
    if (entries.size() > MOST_RULES) {
      throw new Control.Refusal("more than " + MOST_RULES + " rules");
    }
    try {
      return AccessSettings.rules(entries, Admission.Access.Stage.TRIAL, countries);
    } catch (IOException | IllegalArgumentException e) {
      throw new Control.Refusal(String.valueOf(e.getMessage()));
    }
  }

  /** What is spoken on the port; null where the port does not tell. */
  private static @Nullable Protocol protocol(Admission.Access rule) {
    int port = rule.ports().first();
    return port == 4190 ? Protocol.SIEVE : Protocol.of(String.valueOf(port));
  }

  private void write(Tally tally, JsonGenerator out) {
    out.writeStartObject();
    Json.text(out, "name", tally.rule.name());
    out.writeNumberProperty("port", tally.rule.ports().first());
    Json.text(out, "protocol", protocol(tally.rule));
    out.writeNumberProperty("accounts", tally.accounts.size());
    out.writeNumberProperty("networks", tally.networks.size());
    out.writeNumberProperty("refused-accounts", tally.refusedAccounts.size());
    out.writeNumberProperty("refused-networks", tally.refusedNetworks.size());
    out.writeArrayPropertyStart("examples");
    for (KnownLogin login : tally.examples) {
      out.writeStartObject();
      Json.text(out, "account", login.account());
      Json.text(out, "source", login.source());
      Json.time(out, "last", login.atMillis());
      out.writeEndObject();
    }
    out.writeEndArray();
    Json.texts(
        out,
        "refused-admins",
        admins.get().stream().filter(tally::refuses).map(Address::toString).sorted().toList());
    out.writeEndObject();
  }
}
