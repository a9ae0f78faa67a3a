/**
 * What would have happened: attempts from a trace, a log or a simulation in, and for each policy
 * what it would have let through and whom it would have hurt out.
 *
 * <p>Policies are run side by side, each with a world of its own: an attempt that one holds back
 * does not reach the password there, and an honest client comes again. Nothing here protects
 * anything.
 */
@NullMarked
package org.redoubt.replay;

import org.jspecify.annotations.NullMarked;
