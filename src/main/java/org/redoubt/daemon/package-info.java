/**
 * The long-running program: joins intake, parsing, judgement, enforcement and audit, and answers
 * the command line over a Unix socket. The only place where the stages meet.
 */
@NullMarked
package org.redoubt.daemon;

import org.jspecify.annotations.NullMarked;
