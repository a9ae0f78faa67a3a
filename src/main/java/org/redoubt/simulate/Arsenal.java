package org.redoubt.simulate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Account;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.simulate.Raid.Guess;

/** The attacks, as actors. */
final class Arsenal {
  private static final double EXISTING = .3;
  private static final long AGAIN_MILLIS = 90_000;
  private static final long PATIENCE_MILLIS = 300_000;
  private static final long V6_HOP_48 = 0x3fff0a7a_0000_0000L;
  private static final long V6_HOP_32 = 0x3fff0b7b_0000_0000L;
  private final Options options;
  private final Directory directory;
  private final List<Account> words;
  private final List<Account> strangers;

  /** Attacks on the accounts of a directory with a sorted list of names. */
  Arsenal(Options options, Directory directory, List<String> words) {
    this.options = options;
    this.directory = directory;
    this.words = words.stream().map(Account::of).toList();
    long at = options.startMillis();
    strangers = this.words.stream().filter(w -> directory.passwordAt(w, at) == null).toList();
  }

  Actor actor(Attack attack, long startMillis) {
    Chance chance = Chance.of(options.seed(), attack.label());
    Raid raid = new Raid(attack, directory, chance, startMillis, options.size(), options.rate());
    return switch (attack) {
      case A1 -> wordList(raid, 1 / 7.0, words.size() * 5);
      case A1V -> oneAccount(raid);
      case A2A -> wordList(raid, 5, 17_280);
      case A2B -> slowly(raid, 300, 864, 200);
      case A2C -> slowly(raid, 3600, 168, directory.accounts().size());
      case A3 -> new Rotator(raid, words, raid.paced(5));
      case A4 -> botnet(raid);
      case A5 -> rounds(raid);
      case A5X -> new Again(rounds(raid), AGAIN_MILLIS, 1, answer -> true);
      case A5S -> alwaysNew(raid);
      case A6 -> atOne(raid);
      case A6X -> new Again(atOne(raid), AGAIN_MILLIS, 1, answer -> true);
      case A7A -> hopping(raid, V6_HOP_48, 16);
      case A7B -> hopping(raid, V6_HOP_32, 32);
      case A8 -> stuffing(raid);
      case A9 -> hammering(raid);
      case A9B -> insider(raid);
      case RESIDENTIAL -> residential(raid);
      case HOSTING -> hosting(raid);
      case PATIENT ->
          new Again(
              rounds(raid),
              PATIENCE_MILLIS,
              3,
              answer -> answer == Answer.RETRY_LATER || answer == Answer.DROPPED);
      case MASKED -> masked(raid);
    };
  }

  private Actor wordList(Raid raid, double seconds, int count) {
    Address source = raid.anywhere();
    int size = words.size();
    return raid.every(
        seconds, raid.sized(count), i -> new Guess(source, words.get(i % size), "g" + i / size));
  }

  private static Actor oneAccount(Raid raid) {
    Address source = raid.anywhere();
    Account victim = raid.anyAccount();
    return raid.every(1, raid.sized(21_600), i -> new Guess(source, victim, "g" + i));
  }

  private static Actor slowly(Raid raid, double seconds, int count, int accounts) {
    Address source = raid.anywhere();
    return raid.every(
        seconds,
        raid.sized(count),
        i -> new Guess(source, raid.account(i % accounts), "g" + i / accounts));
  }

  private Actor botnet(Raid raid) {
    List<Address> shots = new ArrayList<>();
    for (Address bot : AddressPlan.botnet(raid.sized(10_000), raid.chance())) {
      int times = 1 + raid.chance().below(3);
      for (int i = 0; i < times; i++) {
        shots.add(bot);
      }
    }
    raid.chance().shuffle(shots);
    return raid.withinDay(shots.size(), i -> mixed(raid, shots.get(i), i));
  }

  /** A guess at somebody: an account, or more often a name that nobody has. */
  private Guess mixed(Raid raid, Address source, int number) {
    boolean existing = raid.chance().happens(EXISTING);
    Account account = existing ? raid.anyAccount() : raid.chance().pick(strangers);
    return new Guess(source, account, "g" + number);
  }

  private static Actor rounds(Raid raid) {
    List<Address> bots = AddressPlan.botnet(raid.sized(3_000), raid.chance());
    int accounts = raid.directory().accounts().size();
    return raid.withinDay(
        raid.sized(10 * accounts),
        i -> new Guess(bots.get(i % bots.size()), raid.account(i), "g" + i / accounts));
  }

  private static Actor alwaysNew(Raid raid) {
    int accounts = raid.directory().accounts().size();
    return raid.every(
        600,
        raid.sized(1_000),
        i -> new Guess(AddressPlan.bot(raid.chance()), raid.account(i), "g" + i / accounts));
  }

  private static Actor atOne(Raid raid) {
    List<Address> bots = AddressPlan.botnet(raid.sized(2_000), raid.chance());
    Account victim = raid.anyAccount();
    return raid.withinDay(
        raid.sized(6_000), i -> new Guess(bots.get(i % bots.size()), victim, "g" + i));
  }

  private Actor hopping(Raid raid, long network, int hopBits) {
    return raid.every(
        6,
        raid.sized(14_400),
        i -> {
          long hop = raid.chance().bits() >>> 64 - hopBits;
          return mixed(raid, new Address(network | hop, raid.chance().bits()), i);
        });
  }

  private Actor stuffing(Raid raid) {
    List<Address> bots = AddressPlan.botnet(raid.sized(1_000), raid.chance());
    return raid.withinDay(raid.sized(3_000), i -> leaked(raid, raid.chance().pick(bots), i));
  }

  private Guess leaked(Raid raid, Address source, int number) {
    if (!raid.chance().happens(.4)) {
      return new Guess(source, raid.chance().pick(strangers), "leaked" + number);
    }
    Account account = raid.anyAccount();
    String right = directory.passwordAt(account, raid.startMillis());
    String stale = "leaked" + number;
    boolean valid = raid.chance().happens(.02);
    return new Guess(source, account, valid && right != null ? right : stale);
  }

  private static Actor hammering(Raid raid) {
    List<Address> bots = AddressPlan.botnet(raid.sized(200), raid.chance());
    return raid.every(
        4,
        raid.sized(21_600),
        i -> new Guess(raid.chance().pick(bots), raid.account(i % 40), "g" + i));
  }

  private Actor insider(Raid raid) {
    return raid.every(5, raid.sized(4_600), i -> mixed(raid, AddressPlan.office(0), i));
  }

  /** On each of three days, within eight hours, one guess at each account. */
  private static Actor residential(Raid raid) {
    int accounts = raid.directory().accounts().size();
    long eachMillis = 8 * Place.HOUR / accounts;
    return raid.at(
        raid.sized(3 * accounts),
        i -> i / accounts * Place.DAY + i % accounts * eachMillis,
        i -> new Guess(neighbour(raid.chance()), raid.account(i), "g" + i / accounts));
  }

  private static Address neighbour(Chance chance) {
    return AddressPlan.home(chance.below(AddressPlan.ISPS), chance.bits());
  }

  private static Actor hosting(Raid raid) {
    int network = raid.anywhere().v4Bits() & 0xffff_ff00;
    int accounts = raid.directory().accounts().size();
    return raid.every(
        3,
        raid.sized(8 * accounts),
        i -> new Guess(Address.v4(network + 1 + i % 254), raid.account(i / 8), "variant" + i % 8));
  }

  private Actor masked(Raid raid) {
    Address source = raid.anywhere();
    Account own = raid.account(0);
    String right = String.valueOf(directory.passwordAt(own, raid.startMillis()));
    Actor all =
        raid.every(
            10,
            raid.sized(8_640),
            i ->
                i % 3 == 2
                    ? new Guess(source, own, right)
                    : new Guess(source, raid.account(1 + i), "g" + i));
    return () -> ownLoginApart(all.next());
  }

  private static @Nullable Attempt ownLoginApart(@Nullable Attempt attempt) {
    boolean own = attempt != null && attempt.outcome() == Outcome.SUCCESS;
    return own && attempt != null ? attempt.labelled(Attack.MASKED.label() + "-own") : attempt;
  }
}
