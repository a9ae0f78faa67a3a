package org.redoubt.simulate;

import org.redoubt.event.Account;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** Somebody who sets up a new device and gets his own user name wrong at first. */
final class NewDevice extends Script {
  private static final double MEAN_MILLIS = 120.0 * Place.DAY;
  private final Person person;
  private final Directory directory;
  private final Chance chance;
  private final long endMillis;
  private long atMillis;

  NewDevice(Person person, Directory directory, Options options, Chance chance) {
    this.person = person;
    this.directory = directory;
    this.chance = chance;
    endMillis = options.endMillis();
    atMillis = options.startMillis();
  }

  @Override
  boolean play() {
    atMillis += chance.exponential(MEAN_MILLIS);
    if (atMillis >= endMillis) {
      return false;
    }
    Account wrong = Account.of(misspelt(person.account().name()));
    Address source = person.desk().at(atMillis);
    int tries = 1 + chance.below(4);
    for (int i = 0; i < tries; i++) {
      login(wrong, source);
    }
    login(person.account(), source);
    return true;
  }

  private void login(Account account, Address source) {
    String password = person.passwords().at(atMillis);
    add(directory.attempt(atMillis, source, account, password, Protocol.IMAP, Attempt.HONEST));
    atMillis += chance.between(10_000, 60_000);
  }

  private String misspelt(String name) {
    return switch (chance.below(3)) {
      case 0 -> name + "@mail.example.org";
      case 1 -> name.substring(0, 1) + "." + name;
      default -> name.substring(0, name.length() - 1);
    };
  }
}
