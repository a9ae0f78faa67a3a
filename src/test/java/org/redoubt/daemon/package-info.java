@NullMarked
package org.redoubt.daemon;

import org.jspecify.annotations.NullMarked;
