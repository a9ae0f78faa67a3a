@NullMarked
package org.redoubt.detect;

import org.jspecify.annotations.NullMarked;
