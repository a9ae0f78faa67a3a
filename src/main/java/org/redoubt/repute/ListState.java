package org.redoubt.repute;

import org.jspecify.annotations.Nullable;

/**
 * How an imported list stands.
 *
 * @param blocks how many blocks are in force
 * @param leftOut what was left out of it, for people; empty when nothing was
 * @param readMillis when what is in force was read; 0 when nothing is
 * @param checkedMillis when it was last known to be what there is; 0 for never
 * @param problem why it could not be renewed, or null
 */
public record ListState(
    String name,
    String from,
    ListSettings.As as,
    int blocks,
    long bytes,
    String leftOut,
    long readMillis,
    long checkedMillis,
    @Nullable String problem) {}
