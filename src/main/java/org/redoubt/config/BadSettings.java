package org.redoubt.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used; carries every mistake found, in the order of the file. */
public final class BadSettings extends Exception {
  private final transient List<Problem> problems;

  BadSettings(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems.stream().sorted().toList();
  }

  public List<Problem> problems() {
    return problems;
  }
}
