@NullMarked
package org.redoubt.audit;

import org.jspecify.annotations.NullMarked;
