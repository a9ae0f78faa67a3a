@NullMarked
package org.redoubt.replay;

import org.jspecify.annotations.NullMarked;
