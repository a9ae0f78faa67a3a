/**
 * Reads old logs from one end to the other and tells what was in them: files in, a report out. Runs
 * the same parser, joiner and judge as the daemon, so it decides what the daemon would have
 * decided.
 */
@NullMarked
package org.redoubt.scan;

import org.jspecify.annotations.NullMarked;
