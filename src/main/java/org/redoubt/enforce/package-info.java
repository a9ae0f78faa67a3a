/**
 * Puts decisions into force: bans and lifts in, a firewall (or a file, a command, a printed line)
 * that does what was decided out.
 *
 * <p>The truth is what the caller wants; what an enforcer holds is a copy of it, written in whole
 * with {@code restore} and kept up with {@code apply}. Nothing here decides, and no text of an
 * attacker ever reaches a firewall: addresses are printed from the 128-bit values of {@code net}.
 */
@NullMarked
package org.redoubt.enforce;

import org.jspecify.annotations.NullMarked;
