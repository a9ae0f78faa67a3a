@NullMarked
package org.redoubt.scan;

import org.jspecify.annotations.NullMarked;
