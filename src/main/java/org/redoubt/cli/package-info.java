/**
 * The commands: words in, reports out. Each command is a class, and one line in {@link Redoubt}.
 */
@NullMarked
package org.redoubt.cli;

import org.jspecify.annotations.NullMarked;
