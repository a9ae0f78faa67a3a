/**
 * What people and programs read about logins: events and decisions in, tallies, text and JSON out.
 */
@NullMarked
package org.redoubt.report;

import org.jspecify.annotations.NullMarked;
