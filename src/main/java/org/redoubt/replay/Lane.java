package org.redoubt.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redoubt.event.Outcome;
import org.redoubt.net.Prefix;
import org.redoubt.simulate.Answer;
import org.redoubt.simulate.Attempt;

/** One policy's world: who gets through, who comes again, and what is counted of it. */
public final class Lane {
  private final String name;
  private final String description;
  private final Settings settings;
  private final Policy policy;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Bans bans = new Bans();
  private final List<PolicyResult.Alarm> alarms = new ArrayList<>();
  private final Timeline timeline = new Timeline();
  private final PriorityQueue<Try> waiting = new PriorityQueue<>(Try.ORDER);
  private @Nullable Tally latest;
  private String latestLabel = "";
  private long tries;

  /** A policy that notes its bans and alarms in the journal it is made with. */
  public Lane(
      String name, String description, Settings settings, Function<Journal, Policy> policy) {
    this.name = name;
    this.description = description;
    this.settings = settings;
    this.policy = policy.apply(new Notes());
  }

  /** One knock at the door; a later one of the same attempt has other times and counts. */
  private record Try(
      Attempt attempt, Tally tally, long atMillis, long number, int retries, int retransmits) {
    static final Comparator<Try> ORDER =
        Comparator.comparingLong(Try::atMillis).thenComparingLong(Try::number);
  }

  private final class Notes implements Journal {
    @Override
    public void banned(Prefix scope, long atMillis) {
      bans.banned(scope, atMillis);
    }

    @Override
    public void alarm(long atMillis, String what) {
      alarms.add(new PolicyResult.Alarm(atMillis, what));
    }
  }

  /** The next attempt; never before the last one. */
  public Answer offer(Attempt attempt) {
    drain(attempt.atMillis());
    if (!isLogin(attempt.outcome())) {
      return pass(attempt);
    }
    Tally tally = tally(attempt);
    tally.begun(attempt);
    return knock(new Try(attempt, tally, attempt.atMillis(), tries++, 0, 0));
  }

  private void drain(long untilMillis) {
    for (Try due = waiting.peek();
        due != null && due.atMillis <= untilMillis;
        due = waiting.peek()) {
      waiting.remove();
      knock(due);
    }
  }

  private Tally tally(Attempt attempt) {
    Tally same = latest;
    if (same != null && latestLabel.equals(attempt.label())) {
      return same;
    }
    Tally tally = tallies.computeIfAbsent(attempt.label(), label -> new Tally(attempt));
    latest = tally;
    latestLabel = attempt.label();
    return tally;
  }

  private Answer knock(Try now) {
    Attempt attempt = now.attempt.at(now.atMillis);
    Answer answer = policy.ask(attempt);
    bans.seen(attempt.source(), now.tally, now.atMillis);
    if (!answer.isHeldBack()) {
      policy.tell(attempt);
    }
    note(now, answer);
    return answer;
  }

  /** A connection in which nobody logged in takes up room, and is not counted. */
  private Answer pass(Attempt connection) {
    Answer answer = policy.ask(connection);
    if (!answer.isHeldBack()) {
      policy.tell(connection);
    }
    return answer;
  }

  private static boolean isLogin(Outcome outcome) {
    return switch (outcome) {
      case SUCCESS, WRONG_PASSWORD, UNKNOWN_ACCOUNT, REFUSED, ABORTED, TEMPORARY_FAILURE -> true;
      case NO_ATTEMPT, LIMIT, PROTOCOL_ERROR -> false;
    };
  }

  private void note(Try now, Answer answer) {
    if (!answer.isHeldBack()) {
      now.tally.letThrough(now.attempt, exists(now.attempt));
      count(now, Timeline.Kind.HONEST_THROUGH, Timeline.Kind.OTHERS_THROUGH);
      return;
    }
    bans.met(now.attempt.source(), now.tally, answer, now.atMillis);
    long[] retransmits = policy.retransmits();
    if (answer == Answer.DROPPED && now.retransmits < retransmits.length) {
      long begun = now.retransmits == 0 ? 0 : retransmits[now.retransmits - 1];
      long at = now.atMillis - begun + retransmits[now.retransmits];
      waiting.add(new Try(now.attempt, now.tally, at, tries++, now.retries, now.retransmits + 1));
      return;
    }
    now.tally.heldBack(now.attempt, now.atMillis, now.retries);
    count(now, Timeline.Kind.HONEST_HELD_BACK, Timeline.Kind.OTHERS_HELD_BACK);
    comeAgain(now);
  }

  private void comeAgain(Try now) {
    if (!now.tally.isHonest() || now.retries >= settings.retriesMillis().size()) {
      now.tally.givenUp();
      return;
    }
    long at = now.attempt.atMillis() + settings.retriesMillis().get(now.retries);
    long later = Math.max(at, now.atMillis);
    waiting.add(new Try(now.attempt, now.tally, later, tries++, now.retries + 1, 0));
  }

  private void count(Try now, Timeline.Kind honest, Timeline.Kind others) {
    timeline.count(now.tally.isHonest() ? honest : others, now.atMillis);
  }

  private boolean exists(Attempt attempt) {
    boolean verified =
        attempt.outcome() == Outcome.SUCCESS || attempt.outcome() == Outcome.WRONG_PASSWORD;
    return verified
        && attempt.account() != null
        && (settings.accounts() == null || settings.accounts().contains(attempt.account()));
  }

  /** What came of it, after those who were to come again have come. */
  public PolicyResult finish() {
    drain(Long.MAX_VALUE);
    List<LabelResult> results = tallies.values().stream().map(Tally::result).toList();
    return new PolicyResult(name, description, results, alarms, timeline);
  }
}
