package org.redoubt.report;

import org.redoubt.event.Account;
import org.redoubt.net.Address;

/** A login that followed guessing: somebody may have got in. */
public record Breach(Account account, Address source, long atMillis, String because) {}
