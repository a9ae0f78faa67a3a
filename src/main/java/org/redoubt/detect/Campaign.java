package org.redoubt.detect;

import java.util.List;
import org.redoubt.net.Prefix;

/**
 * Sources that look like one attacker: each goes on with a list of names where another left off.
 *
 * @param sources who took part, in the order in which they came; bounded
 * @param cursor the beginning of the name it has come to
 * @param direction how its list is sorted
 * @param firstMillis when the first source was found out
 * @param lastMillis when the last name of the list was tried
 * @param rotations how often it was found out again at another address
 */
public record Campaign(
    List<Member> sources,
    String cursor,
    Direction direction,
    long firstMillis,
    long lastMillis,
    int rotations) {

  /** How a list of names is sorted. */
  public enum Direction {
    RISING,
    FALLING
  }

  /**
   * A source of a campaign.
   *
   * @param source who
   * @param sinceMillis when it joined
   * @param order log-odds then that its names came in alphabetical order
   */
  public record Member(Prefix source, long sinceMillis, double order) {}

  public Campaign {
    sources = List.copyOf(sources);
  }
}
