package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.List;
import org.redoubt.daemon.Printable;
import tools.jackson.databind.JsonNode;

/** Parts of answers, in words that are safe to print. */
final class Told {
  private static final int MOST_EVENTS = 20;

  private Told() {}

  static void heading(PrintWriter out, String heading, JsonNode list) {
    if (!list.isEmpty()) {
      out.println();
      out.println(Paint.BOLD.on(heading));
    }
  }

  /** As many of the latest as people read; says how many there are before them. */
  static List<JsonNode> latest(PrintWriter out, List<JsonNode> events) {
    int before = Math.max(0, events.size() - MOST_EVENTS);
    if (before > 0) {
      out.println("… and " + before + " before (--json has more)");
    }
    return events.subList(before, events.size());
  }

  static void decision(PrintWriter out, JsonNode decision) {
    out.printf(
        "%s %s %s%s: %s%n",
        When.of(decision.path("at")),
        text(decision, "decision"),
        text(decision, "scope"),
        decision.has("until") ? " until " + When.of(decision.path("until")) : "",
        text(decision, "because"));
  }

  static void line(PrintWriter out, JsonNode event) {
    if (!event.path("line").asString("").isEmpty()) {
      out.println(Paint.DIM.on("    " + text(event, "line")));
    }
  }

  static String text(JsonNode node, String key) {
    return Printable.of(node.path(key).asString(""));
  }
}
