package org.redoubt.audit;

import org.redoubt.net.Prefix;

/** A prefix that an admin wants never banned, since when, and why. */
public record AllowedPrefix(Prefix scope, long addedMillis, String because) {}
