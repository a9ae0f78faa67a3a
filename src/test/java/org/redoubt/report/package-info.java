/** Tests of what is counted. */
@NullMarked
package org.redoubt.report;

import org.jspecify.annotations.NullMarked;
