package org.redoubt.config;

import java.util.List;
import org.redoubt.net.Prefix;

/**
 * Settings of the daemon itself.
 *
 * @param state folder for the store and the control socket; empty for the usual place
 * @param watch decide and record, but enforce nothing
 * @param allow never banned, whatever comes from there
 */
public record RunSettings(String state, boolean watch, List<Prefix> allow) {
  public static RunSettings defaults() {
    return new RunSettings("", false, List.of());
  }
}
