/**
 * What a mail server said about one login: who, from where, when, and how it ended. Values only;
 * nothing here reads a clock or knows where a line came from.
 */
@NullMarked
package org.redoubt.event;

import org.jspecify.annotations.NullMarked;
