/**
 * Remembers what was seen and decided: events worth keeping, decisions with their evidence and the
 * positions up to which the inputs led to them go in, in one transaction; answers to "who came, and
 * why was he banned?" come out. Passwords never get here: lines arrive with secrets removed.
 */
@NullMarked
package org.redoubt.audit;

import org.jspecify.annotations.NullMarked;
