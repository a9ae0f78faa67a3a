package org.redoubt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.parse.Formats;
import org.redoubt.replay.HtmlReport;
import org.redoubt.replay.JsonReport;
import org.redoubt.replay.Replay;
import org.redoubt.replay.Report;
import org.redoubt.replay.Settings;
import org.redoubt.replay.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what each policy would have done. */
@Command(
    name = "replay",
    description = {
      "Tells from a log or a trace what each policy would have let through, and whom it would have"
          + " hurt. What a policy holds back does not reach the password; an honest client comes"
          + " again."
    },
    footer = {
      "  redoubt replay /var/log/mail.log",
      "  redoubt replay --policy fail2ban --policy redoubt-log --html page.html mail.log",
      "  redoubt replay --policy redoubt-log --policy stricter.toml mail.log",
      "  redoubt simulate --attacks A4 | redoubt replay --json -"
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private FormatChoice choice = new FormatChoice();
  @Mixin private StampZone stamps = new StampZone();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Logs, or traces in JSON Lines; - is stdin.")
  private List<String> files = List.of();

  @Mixin private ReplayPolicies policies = new ReplayPolicies();

  @Option(
      names = "--accounts",
      paramLabel = "FILE",
      description = "The accounts that exist, one a line.")
  private @Nullable Path accounts;

  @Option(
      names = "--retries",
      paramLabel = "SECONDS",
      split = ",",
      description = "When an honest client comes again; default 60,180,600,1800.")
  private List<Integer> retriesSeconds = List.of(60, 180, 600, 1800);

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write one page with plots too.")
  private @Nullable Path html;

  @Override
  public Integer call() throws Failure {
    Replay replay = replay();
    Formats formats = choice.formats().forManyLines();
    Traffic traffic = new Traffic(formats, stamps.zone, replay::offer);
    traffic.read(new OldestFirst(formats, stamps.zone).sort(files));
    replay.leftOut(traffic.withoutSource());
    Report report = replay.finish();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonReport.write(report, out);
      out.println();
    } else {
      out.print(TextReport.of(report));
    }
    out.flush();
    if (html != null) {
      writePage(html, report);
    }
    return 0;
  }

  private Replay replay() throws Failure {
    List<Long> retries = retriesSeconds.stream().map(s -> s * 1000L).sorted().toList();
    Settings settings = new Settings(retries, accounts());
    return new Replay(settings, policies.lanes(settings));
  }

  private @Nullable Set<Account> accounts() throws Failure {
    if (accounts == null) {
      return null;
    }
    Set<Account> known = new HashSet<>();
    try (var lines = Files.lines(accounts)) {
      lines.filter(line -> !line.isBlank()).forEach(line -> known.add(Account.of(line)));
      return known;
    } catch (IOException e) {
      throw unreadable(accounts.toString(), e);
    }
  }

  private static Failure unreadable(String file, IOException e) {
    return new Failure(Failure.UNUSABLE, "cannot read " + file + ": " + Unpacked.why(e));
  }

  private static void writePage(Path page, Report report) throws Failure {
    try {
      Files.writeString(page, HtmlReport.of(report));
    } catch (IOException e) {
      throw new Failure(Failure.FAILED, "cannot write " + page + ": " + Unpacked.why(e));
    }
  }
}
