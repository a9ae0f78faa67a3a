package org.redoubt.simulate;

import org.redoubt.event.Account;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** Somebody who types his password himself: at his desk or in the webmail, one in four wrong. */
final class Typist extends Script {
  private static final double LOGINS_PER_DAY = 2.6;
  private static final double TYPO = .25;
  private static final double IN_WEBMAIL = .3;
  private static final int MAX_TYPOS = 4;
  private final Person person;
  private final Directory directory;
  private final Chance chance;
  private final long endMillis;
  private long atMillis;

  Typist(Person person, Directory directory, Options options, Chance chance) {
    this.person = person;
    this.directory = directory;
    this.chance = chance;
    endMillis = options.endMillis();
    atMillis = options.startMillis();
  }

  @Override
  boolean play() {
    atMillis += chance.exponential(Place.DAY / LOGINS_PER_DAY);
    if (atMillis >= endMillis) {
      return false;
    }
    boolean webmail = chance.happens(IN_WEBMAIL);
    boolean atDesk = person.worksAtHome() ? isAwake() : Poller.isOfficeHour(atMillis);
    if (webmail ? isAwake() : atDesk) {
      type(webmail ? AddressPlan.WEBMAIL : person.desk().at(atMillis));
    }
    return true;
  }

  private boolean isAwake() {
    return Math.floorMod(atMillis, Place.DAY) / Place.HOUR >= 7;
  }

  private void type(Address source) {
    Account account = person.account();
    for (int typos = 0; typos < MAX_TYPOS && chance.happens(TYPO); typos++) {
      String typo = person.passwords().at(atMillis) + "~" + chance.below(1 << 20);
      add(directory.attempt(atMillis, source, account, typo, Protocol.IMAP, Attempt.HONEST));
      atMillis += chance.between(4_000, 20_000);
    }
    String right = person.passwords().at(atMillis);
    add(directory.attempt(atMillis, source, account, right, Protocol.IMAP, Attempt.HONEST));
  }
}
