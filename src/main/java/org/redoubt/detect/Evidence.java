package org.redoubt.detect;

/**
 * One reason to believe, or not, that a source is guessing.
 *
 * @param atMillis time of the event that gave it
 * @param reason the rule's name in plain words, such as {@code further unknown account}
 * @param weight natural-log odds that it adds; negative speaks for the source
 * @param detail what it was about, such as the account; attacker-written, may be empty
 */
public record Evidence(long atMillis, String reason, double weight, String detail) {}
