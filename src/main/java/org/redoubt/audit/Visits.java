package org.redoubt.audit;

import java.util.List;

/**
 * Who came, in sums.
 *
 * @param tries failed attempts of all
 * @param unknown those of them at which the server said that there is no such account
 * @param logins successes that were kept: the first of an account from each network, and those that
 *     followed failures
 * @param sources how many different sources came
 * @param accounts how many different accounts they tried
 * @param fromMillis of the first that is remembered; of no meaning when nobody came
 * @param most those with the most tries, the most first; bounded
 */
public record Visits(
    long tries,
    long unknown,
    long logins,
    long sources,
    long accounts,
    long fromMillis,
    long toMillis,
    List<Visitor> most) {
  public Visits {
    most = List.copyOf(most);
  }
}
