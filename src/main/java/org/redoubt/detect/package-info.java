/**
 * Works out who is guessing: events in, evidence kept in bounded tables, findings out. Time comes
 * with the event; nothing here reads a clock.
 */
@NullMarked
package org.redoubt.detect;

import org.jspecify.annotations.NullMarked;
