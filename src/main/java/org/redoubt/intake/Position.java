package org.redoubt.intake;

/**
 * How far an input has been read: up to the end of a complete line. Whoever stores it in the same
 * transaction as what the lines led to loses none and counts none twice.
 *
 * @param input the input's name: a path, or {@code journal}
 * @param mark where in it, readable only to the input
 */
public record Position(String input, String mark) {}
