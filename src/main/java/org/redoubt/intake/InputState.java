package org.redoubt.intake;

import org.jspecify.annotations.Nullable;

/**
 * How an input is doing.
 *
 * @param input its name: a path, {@code journal}, or where is listened
 * @param readBytes read since start
 * @param lastGrowthMillis when lines last came, or when it was opened
 * @param problem what is wrong with it, and what to do; null when nothing is
 */
public record InputState(
    String input, long readBytes, long lastGrowthMillis, @Nullable String problem) {}
