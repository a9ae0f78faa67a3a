@NullMarked
package org.redoubt.simulate;

import org.jspecify.annotations.NullMarked;
