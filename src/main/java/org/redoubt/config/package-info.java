/**
 * Reads {@code redoubt.toml}: text in, the components' settings records out, or every mistake at
 * once with its place. Settings records live beside what they set; a new component of a record is a
 * new key without a line of code here.
 */
@NullMarked
package org.redoubt.config;

import org.jspecify.annotations.NullMarked;
