package org.redoubt.replay;

import java.util.ArrayList;
import java.util.List;
import org.redoubt.event.Outcome;
import org.redoubt.simulate.Attempt;

/**
 * Several policies side by side over the same attempts. Attempts of a trace do not change their
 * ways; for attackers who do, each policy needs a simulation of its own.
 */
public final class Replay {
  private final List<Lane> lanes;
  private final Settings settings;
  private final Presumption presumption = new Presumption();
  private long latestMillis = Long.MIN_VALUE;
  private long attempts;
  private long outOfOrder;
  private long withoutPassword;
  private long withoutSource;

  public Replay(Settings settings, List<Lane> lanes) {
    this.settings = settings;
    this.lanes = List.copyOf(lanes);
  }

  /** The next attempt; one that is older than the last is taken to be of the same time. */
  public void offer(Attempt attempt) {
    attempts++;
    withoutPassword += isGuessWithoutPassword(attempt) ? 1 : 0;
    Attempt next = presumption.labelled(attempt);
    if (attempt.atMillis() < latestMillis) {
      outOfOrder++;
      next = next.at(latestMillis);
    }
    latestMillis = next.atMillis();
    for (Lane lane : lanes) {
      lane.offer(next);
    }
  }

  /** So many attempts could not be offered, since nothing tells where they came from. */
  public void leftOut(long count) {
    withoutSource = count;
  }

  private static boolean isGuessWithoutPassword(Attempt attempt) {
    return attempt.password() == null && attempt.outcome() == Outcome.WRONG_PASSWORD;
  }

  /** What came of it. */
  public Report finish() {
    return new Report(attempts, notes(), lanes.stream().map(Lane::finish).toList());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (presumption.isUsed()) {
      notes.add(
          "Nothing says who is honest. Taken for honest: who got in, and who failed at an account"
              + " from a network where it had got in before; all others for guessers. A guesser who"
              + " got in is counted as honest.");
    }
    if (withoutPassword > 0) {
      notes.add(
          withoutPassword
              + " attempts do not tell their password; each is counted as another guess.");
    }
    if (settings.accounts() == null) {
      notes.add(
          "Accounts are taken to exist when the server says success or wrong password; many servers"
              + " write the same for names that nobody has. --accounts FILE tells which exist.");
    }
    if (withoutSource > 0) {
      notes.add(withoutSource + " attempts are left out: the log does not say where from.");
    }
    if (outOfOrder > 0) {
      notes.add(outOfOrder + " attempts were older than the one before and moved to its time.");
    }
    return notes;
  }
}
