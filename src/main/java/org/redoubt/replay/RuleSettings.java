package org.redoubt.replay;

import org.redoubt.decide.DecideSettings;
import org.redoubt.detect.DetectSettings;

/** The settings of our own rule. */
public record RuleSettings(DetectSettings detect, DecideSettings decide) {
  public static RuleSettings defaults() {
    return new RuleSettings(DetectSettings.defaults(), DecideSettings.defaults());
  }
}
