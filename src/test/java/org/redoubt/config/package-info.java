@NullMarked
package org.redoubt.config;

import org.jspecify.annotations.NullMarked;
