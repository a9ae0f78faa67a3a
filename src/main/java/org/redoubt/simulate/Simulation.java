package org.redoubt.simulate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/**
 * A mail site with its people and its attackers. Attempts come in the order of time; memory grows
 * with the number of people, not with the length. Can be run again, with the same attempts as long
 * as the answers are the same.
 */
public final class Simulation {
  private static final int WORDS_PER_USER = 8;
  private static final int LEFT_OVER = 4;
  private static final long MINUTE = 60_000;
  private static final long OUTAGE_MILLIS = 10 * MINUTE;
  private final Options options;
  private final Directory directory;
  private final List<Person> people;
  private final List<String> words;
  private final List<Account> leftOver;

  public Simulation(Options options) {
    this.options = options;
    Names names = new Names(options.seed(), options.users() * WORDS_PER_USER);
    words = names.words();
    List<String> accounts =
        names.accounts(options.users() + LEFT_OVER, options.users() / 4 + LEFT_OVER / 4);
    people = new People(options).all(accounts.subList(0, options.users()));
    leftOver =
        accounts.subList(options.users(), accounts.size()).stream().map(Account::of).toList();
    long outage = options.attackMillis();
    boolean down = options.innocents().contains(Innocent.OUTAGE);
    directory = new Directory(outage, down ? outage + OUTAGE_MILLIS : outage);
    people.forEach(person -> directory.add(person.account(), person.passwords()));
  }

  /** All accounts that exist. */
  public List<Account> accounts() {
    return List.copyOf(directory.accounts());
  }

  /** All attempts of a site without protection. */
  public void forEach(Consumer<Attempt> each) {
    play(attempt -> {
      each.accept(attempt);
      return Answer.VERIFIED;
    });
  }

  /** All attempts; the server says what came of each. */
  public void play(Function<Attempt, Answer> server) {
    List<Actor> actors = new ArrayList<>(honest());
    long at = options.attackMillis();
    for (Attack attack : options.attacks()) {
      actors.add(attack(attack, at));
      at += options.attackGapMillis();
    }
    play(actors, options.endMillis(), server);
  }

  /** The attacker of an attack that begins at this time; a new one at each call. */
  public Actor attack(Attack attack, long startMillis) {
    return new Arsenal(options, directory, words).actor(attack, startMillis);
  }

  /** Everybody who is not an attacker; new ones at each call. */
  public List<Actor> honest() {
    List<Actor> actors = new ArrayList<>();
    people.forEach(person -> actors.addAll(habits(person)));
    for (int i = 0; i < leftOver.size(); i++) {
      actors.add(leftOver(leftOver.get(i), i));
    }
    actors.add(monitor());
    Mischance mischance = new Mischance(options, directory, people);
    for (Innocent innocent : Innocent.values()) {
      if (options.innocents().contains(innocent)) {
        actors.addAll(mischance.actors(innocent));
      }
    }
    return actors;
  }

  private List<Actor> habits(Person person) {
    Chance chance = Chance.of(options.seed(), "habits", person.number());
    Protocol atDesk = chance.happens(.3) ? Protocol.POP3 : Protocol.IMAP;
    Device desktop = new Device(person, person.desk(), atDesk, chance);
    Device phone = new Device(person, person.phone(), Protocol.IMAP, chance);
    return List.of(
        new Poller(desktop, Poller.Rhythm.DESKTOP, directory, options, stream("desk", person)),
        new Poller(phone, Poller.Rhythm.PHONE, directory, options, stream("phone", person)),
        new Typist(person, directory, options, stream("typing", person)),
        new Forgetful(person, directory, stream("forgotten", person)),
        new NewDevice(person, directory, options, stream("new-device", person)));
  }

  private Chance stream(String purpose, Person person) {
    return Chance.of(options.seed(), purpose, person.number());
  }

  /** A device of somebody who has left still asks for his mail, in an office or on the road. */
  private Actor leftOver(Account account, int number) {
    Chance chance = Chance.of(options.seed(), "left-over", number);
    Place onTheRoad = new Place.Carrier(chance.bits());
    Place place = number < 2 ? new Place.Fixed(AddressPlan.office(number)) : onTheRoad;
    return new Clockwork(
        options.startMillis(),
        options.endMillis(),
        20 * MINUTE,
        60 * MINUTE,
        chance,
        at -> directory.attempt(at, place.at(at), account, "kept", Protocol.IMAP, Attempt.HONEST));
  }

  private Actor monitor() {
    Address source = AddressPlan.MONITOR;
    return new Clockwork(
        options.startMillis(),
        options.endMillis(),
        MINUTE,
        MINUTE,
        Chance.of(options.seed(), "monitor"),
        at ->
            new Attempt(at, source, null, null, Protocol.IMAP, Outcome.NO_ATTEMPT, Attempt.HONEST));
  }

  /**
   * Lets actors act until a time; of two at the same millisecond, the first in the list goes first.
   */
  public static void play(List<Actor> actors, long endMillis, Function<Attempt, Answer> server) {
    PriorityQueue<Turn> turns = new PriorityQueue<>(Turn.ORDER);
    for (int i = 0; i < actors.size(); i++) {
      enqueue(turns, actors.get(i), i, endMillis);
    }
    for (Turn turn = turns.poll(); turn != null; turn = turns.poll()) {
      turn.actor.answered(turn.attempt, server.apply(turn.attempt));
      enqueue(turns, turn.actor, turn.number, endMillis);
    }
  }

  private static void enqueue(PriorityQueue<Turn> turns, Actor actor, int number, long endMillis) {
    @Nullable Attempt attempt = actor.next();
    if (attempt != null && attempt.atMillis() < endMillis) {
      turns.add(new Turn(attempt, actor, number));
    }
  }

  private record Turn(Attempt attempt, Actor actor, int number) {
    static final Comparator<Turn> ORDER =
        (a, b) -> {
          int times = Long.compare(a.attempt.atMillis(), b.attempt.atMillis());
          return times != 0 ? times : Integer.compare(a.number, b.number);
        };
  }
}
