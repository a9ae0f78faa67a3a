package org.redoubt.audit;

import org.redoubt.net.Address;

/**
 * What is remembered of one source: of all it did, or of what it did at one account.
 *
 * @param tries failed attempts
 * @param accounts how many different accounts they were at
 * @param logins successes that were kept
 */
public record Visitor(
    Address source, long tries, long accounts, long logins, long fromMillis, long toMillis) {}
