@NullMarked
package org.redoubt.net;

import org.jspecify.annotations.NullMarked;
