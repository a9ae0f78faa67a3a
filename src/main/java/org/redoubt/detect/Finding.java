package org.redoubt.detect;

import java.util.List;
import org.redoubt.event.Account;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

/** What the detector found out. */
public sealed interface Finding {
  long atMillis();

  /**
   * A source is guessing.
   *
   * @param source the address (IPv6: its /64)
   * @param score log-odds that it guesses
   * @param threshold what the score had to exceed here
   * @param people how many accounts log in from it, about
   * @param names how many different names it tried
   * @param evidence what led to it, oldest first; bounded
   */
  record Guesser(
      long atMillis,
      Prefix source,
      double score,
      double threshold,
      double people,
      int names,
      List<Evidence> evidence)
      implements Finding {}

  /**
   * A source failed while far more strangers failed than usual, and did not get in afterwards; nor
   * does anybody else in its network.
   *
   * @param score log-odds that it guesses
   * @param alarm how much of them is due to the others
   * @param evidence what it did, oldest first; bounded
   */
  record OneOfMany(
      long atMillis, Prefix source, double score, double alarm, List<Evidence> evidence)
      implements Finding {}

  /** A network, or a wider block, in which nobody logs in guesses from many sources. */
  record GuessingNetwork(long atMillis, Prefix network, double score, double threshold)
      implements Finding {}

  /** A source that had been guessing got into an account that it had never used. */
  record Breach(
      long atMillis, Address source, Account account, double score, List<Evidence> evidence)
      implements Finding {}

  /**
   * A stranger got into an account at once, while strangers all over, or in his network, were
   * guessing, or had failed at others himself: perhaps the owner in a new place, perhaps someone
   * who has his password.
   */
  record StolenPassword(long atMillis, Address source, Account account) implements Finding {}

  /**
   * Many networks that nobody knows fail.
   *
   * @param binMillis over how long they were counted
   * @param networks how many, about
   * @param usual how many are usual
   */
  record AlarmRaised(long atMillis, long binMillis, double networks, double usual)
      implements Finding {}

  record AlarmOver(long atMillis) implements Finding {}

  /** Everybody fails, people at home too: the server's own trouble. */
  record OutageBegan(long atMillis) implements Finding {}

  record OutageOver(long atMillis) implements Finding {}
}
