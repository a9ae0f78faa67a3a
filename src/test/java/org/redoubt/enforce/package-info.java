@NullMarked
package org.redoubt.enforce;

import org.jspecify.annotations.NullMarked;
