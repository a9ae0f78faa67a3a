/**
 * Where lines come in: files through their rotations and the journal, as whole lines in bytes, with
 * the position to go on from. Nothing here understands a line, and none is skipped or invented.
 */
@NullMarked
package org.redoubt.intake;

import org.jspecify.annotations.NullMarked;
