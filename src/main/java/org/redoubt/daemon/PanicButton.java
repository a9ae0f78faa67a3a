package org.redoubt.daemon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Judge;
import org.redoubt.enforce.Admission;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Begins and ends a panic by an admin's wish, and says beforehand what it would mean. */
final class PanicButton {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final int MOST_KEPT = 1000;

  private final Core core;
  private final Panic panic;
  private final Protected guarded;
  private final @Nullable Doorkeeper doorkeeper;
  private final InstantSource clock;

  PanicButton(
      Core core,
      Panic panic,
      Protected guarded,
      @Nullable Doorkeeper doorkeeper,
      InstantSource clock) {
    this.core = core;
    this.panic = panic;
    this.guarded = guarded;
    this.doorkeeper = doorkeeper;
    this.clock = clock;
  }

  /** What panic would mean now. */
  private record Outlook(int networks, int accountsLately, int accounts, List<Address> cutOff) {}

  /** Whether the request is only about what it would mean. */
  private static boolean isQuestion(JsonNode request) {
    return request.path("ask").asBoolean(false);
  }

  void begin(JsonNode request, JsonGenerator out) throws Control.Refusal {
    Doorkeeper keeper = keeper();
    long now = clock.millis();
    long until = now + lengthMillis(request);
    List<Prefix> kept = kept(request);
    Set<Address> admins = admins(request);
    Outlook outlook = core.ask(judge -> outlook(judge, kept, admins, now));
    write(outlook, kept, until, out);
    if (isQuestion(request)) {
      return;
    }
    if (!outlook.cutOff().isEmpty() && !request.path("even-me").asBoolean(false)) {
      throw new Control.Refusal(
          outlook.cutOff()
              + " would not reach the mail ports, and an admin sits there; keep it with --keep,"
              + " or say --even-me");
    }
    panic.begin(new Admission.Panic(until, kept), now);
    keeper.round(List.of());
    Instant end = Instant.ofEpochMilli(until).truncatedTo(ChronoUnit.SECONDS);
    told("panic until " + end + ": only familiar networks may log in", keeper, out);
  }

  void end(JsonGenerator out) throws Control.Refusal {
    Doorkeeper keeper = keeper();
    boolean found = panic.at(clock.millis()) != null;
    panic.end(clock.millis());
    keeper.round(List.of());
    out.writeBooleanProperty("found", found);
    if (found) {
      told("panic is over: everybody may log in again", keeper, out);
    } else {
      out.writeStringProperty("told", "there is no panic");
    }
  }

  private Doorkeeper keeper() throws Control.Refusal {
    if (doorkeeper == null) {
      throw new Control.Refusal(
          "this daemon does not enforce with nftables and so cannot shut anybody out");
    }
    return doorkeeper;
  }

  private static long lengthMillis(JsonNode request) throws Control.Refusal {
    long millis = request.path("for-millis").asLong(0);
    if (millis < 1000 || millis > LONGEST.toMillis()) {
      throw new Control.Refusal("a panic lasts from a second to " + LONGEST.toDays() + " days");
    }
    return millis;
  }

  private static List<Prefix> kept(JsonNode request) throws Control.Refusal {
    List<Prefix> kept = new ArrayList<>();
    for (JsonNode each : request.path("keep")) {
      Prefix prefix = Prefix.parse(each.asString(""));
      if (prefix == null || kept.size() == MOST_KEPT) {
        throw new Control.Refusal("keep: addresses or prefixes, at most " + MOST_KEPT);
      }
      kept.add(prefix);
    }
    return kept;
  }

  /** Whoever is logged in by SSH, and whoever asks. */
  private Set<Address> admins(JsonNode request) {
    guarded.refresh();
    Set<Address> admins = new LinkedHashSet<>(guarded.admins());
    Address caller = Address.parse(request.path("caller").asString(""));
    if (caller != null && !caller.isLoopback()) {
      admins.add(caller);
    }
    return admins;
  }

  private static Outlook outlook(
      Judge judge, List<Prefix> kept, Set<Address> admins, long nowMillis) {
    List<Address> cutOff =
        admins.stream()
            .filter(admin -> judge.detector().people(admin, nowMillis) == 0)
            .filter(admin -> kept.stream().noneMatch(prefix -> prefix.contains(admin)))
            .filter(admin ->
                judge.allowed(nowMillis).stream()
                    .noneMatch(allowed -> allowed.scope().contains(admin)))
            .toList();
    return new Outlook(
        judge.detector().peopledNetworks(nowMillis).size(),
        judge.detector().accountsLately(nowMillis),
        judge.detector().accounts(),
        cutOff);
  }

  private static void write(Outlook outlook, List<Prefix> kept, long until, JsonGenerator out) {
    out.writeNumberProperty("familiar-networks", outlook.networks());
    out.writeNumberProperty("accounts-reachable", outlook.accountsLately());
    out.writeNumberProperty("accounts-known", outlook.accounts());
    Json.texts(out, "cut-off-admins", outlook.cutOff().stream().map(Address::toString).toList());
    Json.texts(out, "kept", kept.stream().map(Prefix::toString).toList());
    Json.time(out, "until", until);
  }

  private void told(String told, Doorkeeper keeper, JsonGenerator out) {
    String problem = keeper.problem();
    core.note(
        new Decision(
            clock.millis(),
            Decision.Kind.ALERT,
            Decision.EVERYBODY,
            clock.millis(),
            Decision.By.ADMIN,
            told,
            0,
            0,
            List.of()));
    out.writeStringProperty(
        "told", problem == null ? told : told + "; but the firewall refused so far: " + problem);
  }
}
