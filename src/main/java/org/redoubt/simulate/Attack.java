package org.redoubt.simulate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Protocol;

/**
 * The attacks that can be let loose on the simulated site; sizes are those at size 1 and rate 1.
 */
public enum Attack {
  A1("A1", Protocol.POP3, "one address, 7 tries a second through a word list, 5 passwords each"),
  A1V("A1v", Protocol.POP3, "one address, one account, one try a second for 6 hours"),
  A2A("A2a", Protocol.POP3, "one address, one sorted name every 5 s for a day, again and again"),
  A2B("A2b", Protocol.IMAP, "one address, 200 accounts, one try every 5 min for 3 days"),
  A2C("A2c", Protocol.IMAP, "one address, one try an hour for a week"),
  A3("A3", Protocol.POP3, "sorted names every 5 s; after 5 refusals a rest and a new address"),
  A4("A4", Protocol.IMAP, "10,000 addresses, each once to three times in a day"),
  A5("A5", Protocol.SMTP, "3,000 addresses, ten rounds over all accounts in a day"),
  A5X("A5x", Protocol.SMTP, "A5, each guess sent again from the same address after 90 s"),
  A5S("A5s", Protocol.IMAP, "one guess every 10 min for a week, each from a new address"),
  A6("A6", Protocol.IMAP, "2,000 addresses, 6,000 guesses at one account in a day"),
  A6X("A6x", Protocol.IMAP, "A6, each guess sent again from the same address after 90 s"),
  A7A("A7a", Protocol.IMAP, "another IPv6 address of one /48 for each guess"),
  A7B("A7b", Protocol.IMAP, "another IPv6 address of one /32 for each guess"),
  A8("A8", Protocol.IMAP, "3,000 leaked names and passwords from 1,000 addresses"),
  A9("A9", Protocol.IMAP, "40 accounts hammered for a day from 200 addresses"),
  A9B("A9b", Protocol.IMAP, "an infected machine inside the big office"),
  /**
   * Password spraying through rented home connections in the victims' own networks, in office
   * hours: reported by Microsoft of Midnight Blizzard (January 2024) and in the Okta and Cisco
   * warnings of April 2024 about residential proxies.
   */
  RESIDENTIAL("residential", Protocol.IMAP, "one guess a day per account from the people's ISPs"),
  /**
   * A whole /24 of a hosting company taking turns, with variants of the account's own name
   * (bob2024, bob123): what Postfix and Dovecot admins post when fail2ban "does nothing".
   */
  HOSTING("hosting", Protocol.SMTP, "254 neighbours take turns, the account's name as password"),
  /**
   * Bots that do as a temporary failure asks and come again after 5 minutes, up to three times: the
   * way in which spam bots learnt to pass greylisting in the years after 2004.
   */
  PATIENT("patient", Protocol.IMAP, "A5 by bots that come again when told to"),
  /**
   * Logins to an account of the attacker's own between the guesses, to clear counters that a
   * success resets: the classic against "failures in a row" (OWASP, Blocking Brute Force Attacks).
   */
  MASKED("masked", Protocol.IMAP, "one address logs in to its own account after every 2 guesses");

  private final String label;
  private final Protocol protocol;
  private final String description;

  Attack(String label, Protocol protocol, String description) {
    this.label = label;
    this.protocol = protocol;
    this.description = description;
  }

  /** How its attempts are labelled. */
  public String label() {
    return label;
  }

  public Protocol protocol() {
    return protocol;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** The attack of that label, in any case; null when there is none. */
  public static @Nullable Attack of(String label) {
    String wanted = label.toLowerCase(Locale.ROOT);
    for (Attack attack : values()) {
      if (attack.label.toLowerCase(Locale.ROOT).equals(wanted)) {
        return attack;
      }
    }
    return null;
  }
}
