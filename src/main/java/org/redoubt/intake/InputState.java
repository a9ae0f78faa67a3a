package org.redoubt.intake;

import org.jspecify.annotations.Nullable;

/**
 * How an input is doing.
 *
 * @param input its name: a path, or {@code journal}
 * @param readBytes read since start
 * @param lastGrowthMillis when lines last came, or when it was opened
 * @param problem why it cannot be read now, and what to do; null when it can
 */
public record InputState(
    String input, long readBytes, long lastGrowthMillis, @Nullable String problem) {}
