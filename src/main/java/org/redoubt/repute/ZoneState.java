package org.redoubt.repute;

import org.jspecify.annotations.Nullable;

/**
 * How a DNS blocklist has served so far.
 *
 * @param asked questions put to it
 * @param listed how many were answered with a listing
 * @param failed how many were not answered, or not usefully
 * @param problem why it is not asked at present, or null
 */
public record ZoneState(
    String name, long asked, long listed, long failed, @Nullable String problem) {}
