/**
 * Addresses and prefixes as numbers: text in, 128-bit values out.
 *
 * <p>IPv4 lives in the IPv4-mapped part of IPv6 ({@code ::ffff:0:0/96}), so there is one kind of
 * address and one kind of prefix. Nothing here ever resolves a name.
 */
@NullMarked
package org.redoubt.net;

import org.jspecify.annotations.NullMarked;
