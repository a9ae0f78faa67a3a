package org.redoubt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.redoubt.replay.Contender;
import org.redoubt.replay.Lane;
import org.redoubt.replay.RuleSettings;
import org.redoubt.replay.Settings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which policies are compared. */
final class ReplayPolicies {
  @Mixin private SettingsFile file = new SettingsFile();

  @Option(
      names = "--policy",
      paramLabel = "NAME|FILE",
      completionCandidates = Names.class,
      description = {
        "One of ${COMPLETION-CANDIDATES}, or a settings file: what it would have done. Several may"
            + " be given; default all."
      })
  private List<String> policies = Contender.labels();

  @Option(
      names = "--as",
      paramLabel = "PLACE",
      description = "Where settings files work: one of ${COMPLETION-CANDIDATES}; default log.")
  private Vantage vantage = Vantage.log;

  /** Where our rule may stand. */
  enum Vantage {
    log(Contender.REDOUBT_LOG),
    firewall(Contender.REDOUBT_FIREWALL),
    hook(Contender.REDOUBT_HOOK);

    private final Contender contender;

    Vantage(Contender contender) {
      this.contender = contender;
    }
  }

  /** The names that {@code --policy} takes. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Contender.labels().iterator();
    }
  }

  /** A world for each of them. */
  List<Lane> lanes(Settings settings) throws Failure {
    RuleSettings present = SettingsFile.rule(file.settings());
    List<Lane> lanes = new ArrayList<>();
    for (String name : policies) {
      Contender contender = Contender.of(name);
      lanes.add(
          contender == null
              ? ofFile(name, settings)
              : lane(name, contender.description(), contender, present, settings));
    }
    return lanes;
  }

  private Lane ofFile(String name, Settings settings) throws Failure {
    if (!Files.isReadable(Path.of(name))) {
      String all = String.join(", ", Contender.labels());
      throw new Failure(
          Failure.UNUSABLE, "there is no policy or settings file " + name + "; there are " + all);
    }
    RuleSettings rule = SettingsFile.rule(SettingsFile.read(Path.of(name)));
    return lane(name, "Redoubt with these settings", vantage.contender, rule, settings);
  }

  private static Lane lane(
      String name, String description, Contender contender, RuleSettings rule, Settings settings) {
    return new Lane(name, description, settings, journal -> contender.policy(journal, rule));
  }
}
