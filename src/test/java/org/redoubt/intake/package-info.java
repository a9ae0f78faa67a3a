@NullMarked
package org.redoubt.intake;

import org.jspecify.annotations.NullMarked;
