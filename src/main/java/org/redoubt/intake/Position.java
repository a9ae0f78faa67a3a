package org.redoubt.intake;

/**
 * How far an input has been read: up to the end of a complete line. Whoever stores it in the same
 * transaction as what the lines led to loses none and counts none twice.
 *
 * @param input the input's name: a path, {@code journal}, or who sent
 * @param mark where in it, readable only to the input; empty where nothing can be read again
 */
public record Position(String input, String mark) {

  /** Whether reading can go on from here. */
  public boolean isPlace() {
    return !mark.isEmpty();
  }
}
