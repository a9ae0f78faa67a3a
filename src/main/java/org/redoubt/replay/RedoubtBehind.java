package org.redoubt.replay;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.redoubt.decide.Judge;
import org.redoubt.detect.Detector;
import org.redoubt.detect.Vantage;
import org.redoubt.event.Outcome;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/**
 * Our own rule behind the mail log: it reads each line a second late and closes the firewall. Where
 * the firewall can make strangers come twice, it does so while the site is under alarm.
 */
final class RedoubtBehind implements Policy {
  private static final long REFRESH_MILLIS = 60_000;
  private final Detector detector;
  private final Judge judge;
  private final Told told;
  private final Greylist greylist = new Greylist();
  private final Queue<Attempt> unread = new ArrayDeque<>();
  private final Set<Prefix> good = new HashSet<>();
  private long refreshedMillis = Long.MIN_VALUE;

  RedoubtBehind(Journal journal, RuleSettings settings, Vantage vantage) {
    judge = settings.at(vantage).judge(Told.KEY);
    detector = judge.detector();
    told = new Told(journal);
  }

  @Override
  public Answer ask(Attempt attempt) {
    read(attempt.atMillis() - LogFollower.LATE_MILLIS);
    if (judge.banOf(attempt.source(), attempt.atMillis()) != null) {
      return Answer.DROPPED;
    }
    boolean mayCome =
        !isAlarmed() || isGood(attempt) || greylist.mayCome(attempt.source(), attempt.atMillis());
    return mayCome ? Answer.VERIFIED : Answer.DROPPED;
  }

  private void read(long untilMillis) {
    for (Attempt line = unread.peek();
        line != null && line.atMillis() <= untilMillis;
        line = unread.peek()) {
      unread.remove();
      judge.observe(Told.event(line), told);
      if (line.outcome() == Outcome.SUCCESS && isAlarmed()) {
        good.add(line.source().network());
      }
    }
  }

  private boolean isAlarmed() {
    return detector.settings().vantage() == Vantage.FIREWALL && detector.isAlarmed();
  }

  private boolean isGood(Attempt attempt) {
    if (attempt.atMillis() - REFRESH_MILLIS >= refreshedMillis) {
      refreshedMillis = attempt.atMillis();
      good.clear();
      detector.peopledNetworks(attempt.atMillis()).forEach(network -> good.add(whole(network)));
    }
    return good.contains(attempt.source().network());
  }

  private static Prefix whole(Prefix network) {
    return network.base().network();
  }

  @Override
  public void tell(Attempt attempt) {
    unread.add(attempt);
  }
}
