package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.redoubt.daemon.Printable;
import org.redoubt.net.Prefix;
import tools.jackson.databind.JsonNode;

/** What was done to an account, in words. */
final class AccountStory {
  private final PrintWriter out;
  private final JsonNode answer;
  private final JsonNode visits;

  private AccountStory(PrintWriter out, JsonNode answer) {
    this.out = out;
    this.answer = answer;
    visits = answer.path("visits");
  }

  static void show(PrintWriter out, JsonNode answer) {
    new AccountStory(out, answer).show();
  }

  private void show() {
    out.println(Paint.BOLD.on(Told.text(answer, "account")) + ": " + summary());
    if (!answer.path("found").asBoolean()) {
      similar();
      return;
    }
    findings();
    Told.heading(out, "Who came, the busiest first", visits.path("most"));
    visits.path("most").forEach(this::visitor);
    others();
    events("Logins from new places, and after failures", AccountStory::isLogin);
    events("Failed tries, the latest", event -> !isLogin(event));
    Told.heading(out, "What was decided about them", answer.path("decisions"));
    answer.path("decisions").forEach(decision -> Told.decision(out, decision));
  }

  private String summary() {
    if (!answer.path("found").asBoolean()) {
      return "nothing is known of it: no failed try, no login from a new place";
    }
    long tries = visits.path("tries").asLong();
    if (tries == 0) {
      return "nobody failed at it";
    }
    String unknown =
        visits.path("unknown-account").asLong() > 0
            ? "; the server said that there is no such account"
            : "";
    return String.format(
        Locale.ROOT,
        "%,d failed tries%s from %,d sources, %s to %s%s",
        tries,
        atHome(),
        visits.path("sources").asLong(),
        When.of(visits.path("first")),
        When.of(visits.path("last")),
        unknown);
  }

  /** The owner's own slips, most of the time. */
  private String atHome() {
    long own = 0;
    for (JsonNode visitor : visits.path("most")) {
      own += visitor.path("at-home").asBoolean() ? visitor.path("tries").asLong() : 0;
    }
    return own == 0
        ? ""
        : String.format(Locale.ROOT, " (%,d of them from where it is at home)", own);
  }

  private void similar() {
    for (JsonNode name : answer.path("similar")) {
      out.println("  there is " + Printable.of(name.asString()));
    }
  }

  /** A breach or a stolen password comes first: it is why somebody asks. */
  private void findings() {
    boolean any = false;
    for (JsonNode decision : answer.path("decisions")) {
      String subject = decision.path("subject").asString("");
      if (subject.equals("breach") || subject.equals("stolen-password")) {
        any = true;
        String what = subject.equals("breach") ? "BREACH" : "STOLEN PASSWORD?";
        out.println(
            Paint.RED.on(what)
                + " "
                + When.of(decision.path("at"))
                + " "
                + Told.text(decision, "because"));
      }
    }
    if (!any) {
      out.println("No login followed guessing, as far as is remembered.");
    }
  }

  private void visitor(JsonNode visitor) {
    out.printf(
        Locale.ROOT,
        "%-39s %,7d tries, %,d logins, %s to %s%s%s%n",
        Told.text(visitor, "source"),
        visitor.path("tries").asLong(),
        visitor.path("logins").asLong(),
        When.of(visitor.path("first")),
        When.of(visitor.path("last")),
        visitor.path("at-home").asBoolean() ? "; the account is at home there" : "",
        bans(visitor));
  }

  private String bans(JsonNode visitor) {
    Prefix source = Prefix.parse(visitor.path("source").asString(""));
    long bans =
        StreamSupport.stream(answer.path("decisions").spliterator(), false)
            .filter(d -> d.path("decision").asString("").equals("ban"))
            .map(d -> Prefix.parse(d.path("scope").asString("")))
            .filter(scope -> scope != null && source != null && scope.contains(source))
            .count();
    return bans == 0 ? "" : "; banned" + (bans == 1 ? "" : " " + bans + " times");
  }

  private void others() {
    long more = visits.path("sources").asLong() - visits.path("most").size();
    if (more > 0) {
      out.printf(Locale.ROOT, "and %,d more%n", more);
    }
  }

  private void events(String heading, Predicate<JsonNode> which) {
    List<JsonNode> events =
        StreamSupport.stream(answer.path("events").spliterator(), false).filter(which).toList();
    if (!events.isEmpty()) {
      out.println();
      out.println(Paint.BOLD.on(heading));
    }
    Told.latest(out, events).forEach(this::event);
  }

  private void event(JsonNode event) {
    out.printf(
        "%s %s %s %s%s%n",
        When.of(event.path("at")),
        Told.text(event, "protocol"),
        Told.text(event, "source"),
        Told.text(event, "outcome"),
        event.has("reason") ? ": " + Told.text(event, "reason") : "");
    Told.line(out, event);
  }

  private static boolean isLogin(JsonNode event) {
    return event.path("outcome").asString("").equals("success");
  }
}
