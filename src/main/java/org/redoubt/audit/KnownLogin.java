package org.redoubt.audit;

import org.redoubt.event.Account;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/**
 * That an account logged in from a network (/24, /48).
 *
 * @param source the address from which it did last
 * @param atMillis when it did last, to a day
 */
public record KnownLogin(Account account, Address source, Protocol protocol, long atMillis) {}
