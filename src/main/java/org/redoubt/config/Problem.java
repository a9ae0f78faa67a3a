package org.redoubt.config;

/**
 * A mistake in the settings.
 *
 * @param file the file as the admin named it
 * @param line from 1; 0 when the file could not be read at all
 * @param column from 1
 * @param message what was found and what is expected
 */
public record Problem(String file, int line, int column, String message)
    implements Comparable<Problem> {

  @Override
  public int compareTo(Problem other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  /** {@code redoubt.toml:9:1: message}. */
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
