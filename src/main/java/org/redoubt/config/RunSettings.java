package org.redoubt.config;

/**
 * Settings of the daemon itself.
 *
 * @param state folder for the store and the control socket; empty for the usual place
 * @param watch decide and record, but enforce nothing
 */
public record RunSettings(String state, boolean watch) {
  public static RunSettings defaults() {
    return new RunSettings("", false);
  }
}
