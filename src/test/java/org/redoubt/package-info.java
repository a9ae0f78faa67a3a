@NullMarked
package org.redoubt;

import org.jspecify.annotations.NullMarked;
