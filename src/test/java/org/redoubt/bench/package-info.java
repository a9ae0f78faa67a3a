/** Measurements that make the figures under {@code bench/}; run by hand, not by the tests. */
@NullMarked
package org.redoubt.bench;

import org.jspecify.annotations.NullMarked;
