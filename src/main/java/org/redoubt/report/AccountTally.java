package org.redoubt.report;

import org.redoubt.event.Account;

/**
 * What was done to one account.
 *
 * @param attempts how many logins failed because of a wrong password, or because there is no such
 *     account
 * @param sources how many different sources failed at it
 */
public record AccountTally(Account account, long attempts, long successes, int sources) {}
