@NullMarked
package org.redoubt.decide;

import org.jspecify.annotations.NullMarked;
