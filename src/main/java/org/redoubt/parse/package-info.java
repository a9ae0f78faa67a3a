/**
 * Lines in, events out: an envelope gives the time and the program, a format's templates give the
 * event. Formats are data; this package never opens a file and never resolves a name.
 *
 * <p>Whatever stands in a line, it is read in time linear in its length, and gives a {@link
 * org.redoubt.parse.Parsed}; hostile text is never an exception.
 */
@NullMarked
package org.redoubt.parse;

import org.jspecify.annotations.NullMarked;
