package org.redoubt.simulate;

import java.util.List;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** The harmless things that look like attacks, as actors. */
final class Mischance {
  private static final long MINUTE = 60_000;
  private final Options options;
  private final Directory directory;
  private final List<Person> people;

  Mischance(Options options, Directory directory, List<Person> people) {
    this.options = options;
    this.directory = directory;
    this.people = people;
  }

  /** Who acts in it; nobody when it only changes how others fare. */
  List<Actor> actors(Innocent innocent) {
    Chance chance = Chance.of(options.seed(), innocent.label());
    return switch (innocent) {
      case PRINTER -> List.of(printer(chance));
      case FETCHER -> people.stream().limit(80).map(this::fetched).toList();
      case CONFERENCE ->
          people.stream().skip(people.size() / 2).limit(60).map(this::guest).toList();
      case CHANGE_DAY, OUTAGE -> List.of();
    };
  }

  private Actor printer(Chance chance) {
    long from = options.attackMillis();
    Person owner = people.getFirst();
    Address source = AddressPlan.office(0);
    return new Clockwork(
        from,
        from + 7 * Place.DAY,
        10 * MINUTE,
        10 * MINUTE,
        chance,
        at -> attempt(at, source, owner, "of-last-year", Protocol.SMTP, Innocent.PRINTER));
  }

  private Actor fetched(Person person) {
    Chance chance = Chance.of(options.seed(), "fetched", person.number());
    boolean old = person.number() % 16 == 0;
    int network = AddressPlan.world(Chance.mix(options.seed())).v4Bits() & ~31;
    return new Clockwork(
        options.attackMillis() + chance.between(0, 60 * MINUTE),
        options.endMillis(),
        55 * MINUTE,
        65 * MINUTE,
        chance,
        at -> {
          Address source = Address.v4(network + chance.below(32));
          String password = old ? "was-right-once" : person.passwords().at(at);
          return attempt(at, source, person, password, Protocol.POP3, Innocent.FETCHER);
        });
  }

  private Actor guest(Person person) {
    Chance chance = Chance.of(options.seed(), "guest", person.number());
    int network = AddressPlan.world(Chance.mix(~options.seed())).v4Bits() & ~255;
    long from = options.attackMillis();
    return new Clockwork(
        from + chance.between(0, 30 * MINUTE),
        from + 8 * Place.HOUR,
        15 * MINUTE,
        30 * MINUTE,
        chance,
        at -> {
          boolean typo = chance.happens(.03);
          String right = person.passwords().at(at);
          String password = typo ? right + "~" + chance.below(1 << 20) : right;
          Address source = Address.v4(network + 7 + person.number() % 4);
          return attempt(at, source, person, password, Protocol.IMAP, Innocent.CONFERENCE);
        });
  }

  private Attempt attempt(
      long at, Address source, Person person, String password, Protocol protocol, Innocent why) {
    String label = Attempt.HONEST + "-" + why.label();
    return directory.attempt(at, source, person.account(), password, protocol, label);
  }
}
