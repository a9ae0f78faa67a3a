package org.redoubt.simulate;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.redoubt.event.Account;
import org.redoubt.net.Address;

/** One attack under way: what all its parts share. */
record Raid(
    Attack attack, Directory directory, Chance chance, long startMillis, double size, double rate) {

  /** A name and a password, and where they are sent from. */
  record Guess(Address source, Account account, String password) {}

  Attempt attempt(long atMillis, Guess guess) {
    return directory.attempt(
        atMillis, guess.source, guess.account, guess.password, attack.protocol(), attack.label());
  }

  /** A number of guesses or addresses, as large as the attack is asked to be. */
  int sized(int number) {
    return (int) Math.max(1, Math.round(number * size));
  }

  /** A wait as short as the attack is asked to be fast. */
  long paced(double seconds) {
    return Math.max(1, Math.round(seconds * 1000 / rate));
  }

  Address anywhere() {
    return AddressPlan.world(chance.bits());
  }

  Account anyAccount() {
    return chance.pick(directory.accounts());
  }

  /** An account by number, over and over. */
  Account account(int number) {
    List<Account> accounts = directory.accounts();
    return accounts.get(number % accounts.size());
  }

  /** So many guesses at a steady pace, the first at once. */
  Actor every(double seconds, int count, IntFunction<Guess> guesses) {
    double millis = seconds * 1000 / rate;
    return at(count, i -> (long) (i * millis), guesses);
  }

  /** So many guesses at random times in a day. */
  Actor withinDay(int count, IntFunction<Guess> guesses) {
    double millis = Place.DAY / rate / count;
    return at(count, i -> (long) ((i + chance.unit()) * millis), guesses);
  }

  /** So many guesses, each at its time after the start. */
  Actor at(int count, IntToLongFunction afterMillis, IntFunction<Guess> guesses) {
    return Actor.of(
        IntStream.range(0, count)
            .mapToObj(i -> attempt(startMillis + afterMillis.applyAsLong(i), guesses.apply(i)))
            .iterator());
  }
}
