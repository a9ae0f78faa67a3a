@NullMarked
package org.redoubt.parse;

import org.jspecify.annotations.NullMarked;
