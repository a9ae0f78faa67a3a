package org.redoubt.replay;

import java.util.List;
import org.redoubt.decide.Allowed;
import org.redoubt.decide.DecideSettings;
import org.redoubt.decide.Judge;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.detect.Vantage;
import org.redoubt.enforce.LimitsSettings;
import org.redoubt.net.Prefix;

/**
 * The settings of our own rule.
 *
 * @param allowed never banned, as by the settings
 * @param limits of connections, for the policy that consists of these
 */
public record RuleSettings(
    DetectSettings detect, DecideSettings decide, List<Prefix> allowed, LimitsSettings limits) {
  public RuleSettings {
    allowed = List.copyOf(allowed);
  }

  public RuleSettings(DetectSettings detect, DecideSettings decide) {
    this(detect, decide, List.of(), LimitsSettings.DEFAULTS);
  }

  public static RuleSettings defaults() {
    return new RuleSettings(DetectSettings.defaults(), DecideSettings.defaults());
  }

  RuleSettings at(Vantage vantage) {
    return new RuleSettings(detect.withVantage(vantage), decide, allowed, limits);
  }

  /** A judge with these settings who knows nothing yet. */
  public Judge judge(HashKey key) {
    Judge judge = new Judge(new Detector(detect, key), decide, key);
    for (Prefix scope : allowed) {
      judge.allow(scope, Allowed.FOREVER, "in the settings", 0);
    }
    return judge;
  }
}
