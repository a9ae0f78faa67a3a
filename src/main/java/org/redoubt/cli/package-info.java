/** The commands: words in, reports out. */
@NullMarked
package org.redoubt.cli;

import org.jspecify.annotations.NullMarked;
