package org.redoubt.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.redoubt.config.Config;
import org.redoubt.decide.Judge;
import org.redoubt.detect.HashKey;
import org.redoubt.net.Address;
import org.redoubt.parse.Formats;
import org.redoubt.report.ScanJson;
import org.redoubt.report.ScanText;
import org.redoubt.report.Tally;
import org.redoubt.repute.Origins;
import org.redoubt.scan.Scan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads old logs and reports who came. */
@Command(
    name = "scan",
    description = {
      "Reads logs and tells who guessed, at what, whether anyone got in, and what `run` would"
          + " have done. Needs no daemon and no rights but to read the files."
    },
    footer = {
      "  redoubt scan /var/log/mail.log",
      "  redoubt scan /var/log/mail.log*          rotated and packed ones too, in any order",
      "  journalctl -o short-iso | redoubt scan -",
      "  redoubt scan --json mail.log | jq '.breaches'"
    })
final class ScanCommand implements Callable<Integer> {
  /** Only spreads table places here, where nobody lives off the answer: the same each time. */
  private static final HashKey KEY = new HashKey(0x5265646f75627431L, 0x7363616e6b657931L);

  @Spec private CommandSpec spec;
  @Mixin private FormatChoice choice = new FormatChoice();
  @Mixin private StampZone stamps = new StampZone();
  @Mixin private SettingsFile settings = new SettingsFile();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Logs; - is stdin.")
  private List<String> files = List.of();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Failure {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Formats formats = choice.formats().forManyLines();
    Config config = settings.settings();
    Judge judge = SettingsFile.rule(config).judge(KEY);
    int unreadable = 0;
    Progress progress = Progress.over(files);
    try (Origins origins = origins(config);
        Scan scan = new Scan(formats, stamps.zone, judge)) {
      for (String file : new OldestFirst(formats, stamps.zone).sort(files)) {
        unreadable += read(scan, file, progress, err);
      }
      progress.clear();
      print(scan, source -> origins.of(source).toString(), out);
    }
    out.flush();
    return unreadable > 0 ? Failure.UNUSABLE : 0;
  }

  private static Origins origins(Config config) throws Failure {
    try {
      return Origins.open(config.repute());
    } catch (IOException e) {
      throw new Failure(Failure.UNUSABLE, String.valueOf(e.getMessage()));
    }
  }

  /** Reads one file; 1 if it cannot be read. */
  private static int read(Scan scan, String file, Progress progress, PrintWriter err) {
    try {
      if (file.equals("-")) {
        scan.read(System.in, System.currentTimeMillis(), progress);
        return 0;
      }
      Path path = Path.of(file);
      try (InputStream in = Unpacked.open(path)) {
        scan.read(in, Files.getLastModifiedTime(path).toMillis(), progress);
      }
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      progress.clear();
      err.println("redoubt: cannot read " + file + ": " + Unpacked.why(e));
      err.flush();
      return 1;
    }
  }

  private void print(Scan scan, Function<Address, String> origin, PrintWriter out) {
    Tally tally = scan.finish();
    if (json) {
      out.println(ScanJson.of(scan.counts(), tally, origin).toPrettyString());
    } else {
      new ScanText(scan.counts(), tally, stamps.zone, origin, Paint.RED::on).print(out);
    }
  }
}
