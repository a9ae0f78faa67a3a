@NullMarked
package org.redoubt.repute;

import org.jspecify.annotations.NullMarked;
