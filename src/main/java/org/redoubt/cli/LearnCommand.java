package org.redoubt.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.redoubt.config.Config;
import org.redoubt.config.DurationText;
import org.redoubt.parse.Formats;
import org.redoubt.replay.PastLogins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Teaches the daemon from old logs where people log in. */
@Command(
    name = "learn",
    description = {
      "Learns from the logins in old logs which account is at home in which network. Bans nobody,"
          + " holds nothing against anybody, and leaves out logins that followed guessing. Works"
          + " while the daemon runs and while it does not."
    },
    footer = {
      "  redoubt learn /var/log/mail.log*            rotated and packed ones too, in any order",
      "  redoubt learn --zone Europe/Berlin old.log",
      "  journalctl -o short-iso -t dovecot | redoubt learn -"
    })
final class LearnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Places places = new Places();
  @Mixin private FormatChoice choice = new FormatChoice();
  @Mixin private StampZone stamps = new StampZone();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Logs, or traces in JSON Lines; - is stdin.")
  private List<String> files = List.of();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Failure {
    Config config = places.settings();
    Formats formats = choice.formats().forManyLines();
    try (Respondent respondent = new Respondent(places)) {
      Lesson lesson = new Lesson(respondent);
      PastLogins logins = new PastLogins(SettingsFile.rule(config), lesson::add);
      try {
        new Traffic(formats, stamps.zone, logins)
            .read(new OldestFirst(formats, stamps.zone).sort(files));
      } catch (Lesson.Interrupted e) {
        throw e.failure();
      }
      lesson.end();
      print(logins.summary(), lesson, respondent);
      warnOfAge(logins.summary(), config.detect().familiarFor());
      return logins.summary().logins() == 0 ? Failure.FAILED : 0;
    }
  }

  private void print(PastLogins.Summary summary, Lesson lesson, Respondent respondent) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(document(summary, lesson, respondent).toPrettyString());
    } else {
      print(summary, lesson, out);
      out.println(
          respondent.isDaemon()
              ? "The daemon knows it now."
              : "No daemon runs; the next one will know it.");
    }
    out.flush();
  }

  private void print(PastLogins.Summary summary, Lesson lesson, PrintWriter out) {
    if (summary.pairs() == 0) {
      out.println("Found no login to learn from.");
    } else {
      out.printf(
          Locale.ROOT,
          "Learned %,d logins of %,d accounts from %,d networks, %s to %s.%n",
          summary.logins() - summary.distrusted(),
          summary.accounts(),
          summary.networks(),
          moment(summary.fromMillis()),
          moment(summary.toMillis()));
      out.printf(
          Locale.ROOT,
          "%,d pairs of account and network, %,d of them new.%n",
          summary.pairs(),
          lesson.fresh());
    }
    if (summary.distrusted() > 0) {
      out.printf(
          Locale.ROOT,
          "Left out: %,d logins from places not known, after guessing or in the middle of an attack.%n",
          summary.distrusted());
    }
    if (lesson.ahead() > 0) {
      out.printf(
          Locale.ROOT,
          "Left out: %,d logins ahead of this machine's clock; see --zone.%n",
          lesson.ahead());
    }
  }

  private void warnOfAge(PastLogins.Summary summary, Duration familiarFor) {
    long oldest = System.currentTimeMillis() - familiarFor.toMillis();
    if (summary.pairs() > 0 && summary.toMillis() < oldest) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "redoubt: all these logins are older than familiar-for ("
              + DurationText.print(familiarFor)
              + "): they tell which accounts exist, but make nobody familiar");
      err.flush();
    }
  }

  private String moment(long millis) {
    return When.of(Instant.ofEpochMilli(millis), stamps.zone, LocalDate.MIN);
  }

  private static ObjectNode document(
      PastLogins.Summary summary, Lesson lesson, Respondent respondent) {
    ObjectNode out =
        JsonMapper.shared()
            .createObjectNode()
            .put("logins", summary.logins() - summary.distrusted())
            .put("accounts", summary.accounts())
            .put("networks", summary.networks())
            .put("pairs", summary.pairs())
            .put("new", lesson.fresh())
            .put("followed-guessing", summary.distrusted())
            .put("ahead", lesson.ahead())
            .put("learned-by", respondent.isDaemon() ? "daemon" : "state-folder");
    if (summary.pairs() > 0) {
      out.put("oldest", Instant.ofEpochMilli(summary.fromMillis()).toString());
      out.put("newest", Instant.ofEpochMilli(summary.toMillis()).toString());
    }
    return out;
  }
}
