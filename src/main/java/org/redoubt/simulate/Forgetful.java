package org.redoubt.simulate;

import java.util.Iterator;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** Somebody who has forgotten his password and tries those he remembers. */
final class Forgetful extends Script {
  private final Person person;
  private final Directory directory;
  private final Chance chance;
  private final Iterator<Person.Lapse> lapses;

  Forgetful(Person person, Directory directory, Chance chance) {
    this.person = person;
    this.directory = directory;
    this.chance = chance;
    lapses = person.lapses().iterator();
  }

  @Override
  boolean play() {
    if (!lapses.hasNext()) {
      return false;
    }
    Person.Lapse lapse = lapses.next();
    long at = lapse.atMillis();
    Address source = person.desk().at(at);
    for (int i = 0; i < lapse.wrongTries(); i++) {
      login(at, source, "remembered-" + chance.below(1 << 20));
      at += chance.between(8_000, 40_000);
    }
    boolean recalled = lapse.resetMillis() == Person.Lapse.RECALLED;
    at = recalled ? at : lapse.resetMillis() + 20_000;
    login(at, source, person.passwords().at(at));
    return true;
  }

  private void login(long at, Address source, String password) {
    add(directory.attempt(at, source, person.account(), password, Protocol.IMAP, Attempt.HONEST));
  }
}
