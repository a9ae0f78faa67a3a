package org.redoubt.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.redoubt.daemon.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Tells what the daemon sees and does. */
@Command(
    name = "status",
    description = "Tells what the running daemon sees and does.",
    footer = {"  redoubt status", "  redoubt status --json | jq .bans"})
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Question question = new Question();

  @Override
  public Integer call() throws Failure {
    return question.ask(Question.of("status"), spec.commandLine().getOut(), StatusCommand::show);
  }

  private static void show(PrintWriter out, JsonNode answer) {
    out.println(mode(answer) + ", since " + When.of(answer.path("since")));
    out.printf(
        "read     %s lines: %s tell of logins (%s again of the same), %s of something else,"
            + " %s of other programs%n",
        answer.path("lines"),
        answer.path("events"),
        answer.path("joined"),
        answer.path("ignored"),
        answer.path("foreign"));
    out.printf(
        "         %s not understood, %s malformed: %.1f %% of the mail servers' lines understood%n",
        answer.path("unknown"),
        answer.path("malformed"),
        100 * answer.path("understood").asDouble());
    out.printf(
        "decided  %s bans, %s in force now; %s spared, %s alerts%n",
        answer.path("banned"), answer.path("bans"), answer.path("spared"), answer.path("alerts"));
    answer.path("enforcers").forEach(enforcer -> enforcer(out, enforcer));
    if (answer.has("kernel")) {
      kernel(out, answer.path("kernel"));
    }
    admission(out, answer.path("admission"));
    answer.path("inputs").forEach(input -> input(out, input));
    answer.path("lists").forEach(list -> list(out, list));
    answer.path("zones").forEach(zone -> zone(out, zone));
    answer
        .path("hints")
        .forEach(hint -> out.println(Paint.YELLOW.on("! " + Printable.of(hint.asString()))));
  }

  private static void admission(PrintWriter out, JsonNode admission) {
    if (admission.isMissingNode()) {
      return;
    }
    List<String> parts = new ArrayList<>();
    if (admission.has("panic-until")) {
      out.println(
          Paint.YELLOW.on(
              "PANIC    only familiar networks may log in, until "
                  + When.of(admission.path("panic-until"))));
    }
    if (admission.path("limits").asBoolean()) {
      parts.add("limits, larger for " + admission.path("busy-networks") + " busy networks");
    }
    if (admission.has("greylist")) {
      parts.add("greylist " + admission.path("greylist").asString());
    }
    admission
        .path("access")
        .properties()
        .forEach(access ->
            parts.add("access to " + access.getKey() + " " + access.getValue().asString()));
    parts.add(admission.path("familiar-networks") + " familiar networks");
    out.println("admits   " + String.join("; ", parts));
    List<String> refused = new ArrayList<>();
    admission
        .path("refused-packets")
        .properties()
        .forEach(each -> refused.add(each.getValue() + " " + packets(each.getKey(), admission)));
    out.println("         packets refused: " + String.join(", ", refused));
  }

  /** What is only tried lets all packets pass. */
  private static String packets(String counter, JsonNode admission) {
    String rule = counter.replaceFirst("^access_", "");
    boolean tried = admission.path("access").path(rule).asString("").equals("trial");
    return tried ? counter + " (none in truth, a trial)" : counter;
  }

  private static String mode(JsonNode answer) {
    return answer.path("mode").asString().equals("watch")
        ? Paint.YELLOW.on("WATCH MODE, nobody is kept out")
            + " ("
            + answer.path("reason").asString()
            + ")"
        : Paint.GREEN.on("guarding") + " with " + answer.path("enforcer").asString();
  }

  private static void enforcer(PrintWriter out, JsonNode enforcer) {
    String name = Printable.of(enforcer.path("name").asString());
    String state = enforcer.path("state").asString();
    String told = Printable.of(enforcer.path("told").asString());
    String waiting = enforcer.has("waiting") ? ", " + enforcer.path("waiting") + " wait" : "";
    String line = "enforce  " + name + ": " + state + waiting + (told.isEmpty() ? "" : ", " + told);
    out.println(state.equals("works") ? line : Paint.YELLOW.on(line));
  }

  private static void kernel(PrintWriter out, JsonNode kernel) {
    String compared =
        kernel.path("as-wanted").asBoolean()
            ? Paint.GREEN.on("enforced = wanted") + ", compared " + When.of(kernel.path("compared"))
            : Paint.YELLOW.on(
                "not compared yet " + Printable.of(kernel.path("problem").asString()));
    String mended =
        kernel.has("mended")
            ? "; mended %s times, last %s: %s"
                .formatted(
                    kernel.path("mendings"),
                    When.of(kernel.path("mended")),
                    Printable.of(kernel.path("mending").asString()))
            : "; nothing to mend so far";
    out.println("kernel   " + compared + mended);
  }

  private static void list(PrintWriter out, JsonNode list) {
    out.printf(
        "list     %s, %s: %s blocks, last checked %s%s%n",
        list.path("list").asString(),
        list.path("as").asString(),
        list.path("blocks"),
        list.has("checked") ? When.of(list.path("checked")) : "never",
        list.has("left-out") ? "; left out: " + list.path("left-out").asString() : "");
  }

  private static void zone(PrintWriter out, JsonNode zone) {
    out.printf(
        "zone     %s: asked %s times, %s listed, %s failed%n",
        zone.path("zone").asString(), zone.path("asked"), zone.path("listed"), zone.path("failed"));
  }

  private static void input(PrintWriter out, JsonNode input) {
    out.printf(
        "input    %s: %s bytes read, %s %s%n",
        Printable.of(input.path("input").asString()),
        input.path("read-bytes"),
        input.path("read-bytes").asLong() == 0 ? "nothing new since" : "last grew",
        When.of(input.path("last-growth")));
  }
}
