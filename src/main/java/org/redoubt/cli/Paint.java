package org.redoubt.cli;

import java.io.Console;
import java.util.Optional;

/** Colour, on a terminal only. */
enum Paint {
  BOLD("1"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  DIM("2");

  private static final boolean WANTED = wanted();
  private final String code;

  Paint(String code) {
    this.code = code;
  }

  String on(Object text) {
    return WANTED ? "\u001b[" + code + "m" + text + "\u001b[0m" : text.toString();
  }

  private static boolean wanted() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        && System.getenv("NO_COLOR") == null;
  }
}
