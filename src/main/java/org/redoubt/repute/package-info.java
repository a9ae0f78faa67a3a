/**
 * What others know of addresses: imported lists, DNS blocklists, and where an address belongs to.
 *
 * <p>Comes in: an address. Goes out: what is said of it, as evidence ({@link
 * org.redoubt.detect.Hearsay}), its country and network, and the blocks that are to be kept out.
 * Nothing here decides; nobody is asked about an address that has done nothing; and what comes from
 * outside is bounded, and refused when it is not what it should be.
 */
@NullMarked
package org.redoubt.repute;

import org.jspecify.annotations.NullMarked;
