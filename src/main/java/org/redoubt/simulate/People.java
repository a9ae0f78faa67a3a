package org.redoubt.simulate;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.event.Account;

/** Makes the people: where they work and live, how often they travel, forget and change. */
final class People {
  private static final long DAY = Place.DAY;
  private static final int[] LEASE_DAYS = {1, 7, 30};
  private final Options options;
  private final long endMillis;

  People(Options options) {
    this.options = options;
    endMillis = options.endMillis();
  }

  /** Everybody, with the accounts of these names. */
  List<Person> all(List<String> names) {
    List<Person> people = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      people.add(person(i, Account.of(names.get(i))));
    }
    return people;
  }

  private Person person(int number, Account account) {
    int office = office(number);
    Chance chance = Chance.of(options.seed(), "places", number);
    Place home = home(chance);
    Place desk = office < 0 ? home : new Place.Fixed(AddressPlan.office(office));
    List<Place.Trip> trips = trips(Chance.of(options.seed(), "trips", number));
    long key = chance.bits();
    Place phone = new Place.Travelling(new Place.Carrier(chance.bits()), trips, key);
    List<Person.Lapse> lapses = lapses(Chance.of(options.seed(), "lapses", number));
    Passwords passwords = new Passwords(account, changes(number, office, lapses));
    Place atDesk = new Place.Travelling(desk, trips, key);
    return new Person(number, account, office, atDesk, phone, passwords, lapses);
  }

  /** A quarter of them in one office, a third in eight small ones, the others at home. */
  private int office(int number) {
    int big = options.users() / 4;
    int small = Math.max(1, options.users() / 24);
    if (number < big) {
      return 0;
    }
    int other = 1 + (number - big) / small;
    return other <= 8 ? other : Person.AT_HOME;
  }

  private static Place home(Chance chance) {
    int isp = chance.below(AddressPlan.ISPS);
    long lease = LEASE_DAYS[isp % LEASE_DAYS.length] * DAY;
    Place.Lease v4 = new Place.Lease(isp, lease, chance.bits());
    return chance.happens(.3) ? new Place.DualStack(v4, chance.bits()) : v4;
  }

  private List<Place.Trip> trips(Chance chance) {
    List<Place.Trip> trips = new ArrayList<>();
    for (long at : moments(chance, 100)) {
      trips.add(new Place.Trip(at, at + chance.between(2, 7) * DAY));
    }
    return trips;
  }

  private List<Person.Lapse> lapses(Chance chance) {
    List<Person.Lapse> lapses = new ArrayList<>();
    for (long at : moments(chance, 120)) {
      long awake = at - at % DAY + chance.between(8 * Place.HOUR, 21 * Place.HOUR);
      boolean recalled = chance.happens(.6);
      long reset = awake + chance.between(10 * 60_000L, 40 * 60_000L);
      lapses.add(
          new Person.Lapse(awake, 3 + chance.below(7), recalled ? Person.Lapse.RECALLED : reset));
    }
    return lapses;
  }

  private List<Long> changes(int number, int office, List<Person.Lapse> lapses) {
    List<Long> changes = moments(Chance.of(options.seed(), "changes", number), 365);
    for (Person.Lapse lapse : lapses) {
      if (lapse.resetMillis() != Person.Lapse.RECALLED) {
        changes.add(lapse.resetMillis());
      }
    }
    if (office == 0 && options.innocents().contains(Innocent.CHANGE_DAY)) {
      changes.add(options.attackMillis() + number * 10_000L);
    }
    return changes;
  }

  /** Times that come at random, once in so many days on average. */
  private List<Long> moments(Chance chance, int meanDays) {
    List<Long> moments = new ArrayList<>();
    long at = options.startMillis() + chance.exponential(meanDays * (double) DAY);
    while (at < endMillis) {
      moments.add(at);
      at += chance.exponential(meanDays * (double) DAY);
    }
    return moments;
  }
}
