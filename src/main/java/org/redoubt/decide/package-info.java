/**
 * Turns findings into decisions, within guardrails: findings in, decisions and verdicts out. Knows
 * the bans in force and what earlier ones cost; touches no firewall.
 */
@NullMarked
package org.redoubt.decide;

import org.jspecify.annotations.NullMarked;
