package org.redoubt.audit;

import org.redoubt.net.Prefix;

/**
 * A prefix that an admin wants never banned, since when, until when, and why.
 *
 * @param untilMillis {@link Long#MAX_VALUE} for good
 */
public record AllowedPrefix(Prefix scope, long addedMillis, long untilMillis, String because) {}
