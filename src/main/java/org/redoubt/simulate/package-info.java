/**
 * Makes mail logins that never happened: a seed and sizes in, attempts in the order of time out.
 *
 * <p>People, their devices and their networks on one side, attackers on the other; a directory of
 * accounts decides what the mail server would have answered. Everybody is an {@link
 * org.redoubt.simulate.Actor}: it makes an attempt, is told what came of it, and may change its
 * ways. The same options give the same attempts on every machine. Nothing here protects anything.
 */
@NullMarked
package org.redoubt.simulate;

import org.jspecify.annotations.NullMarked;
