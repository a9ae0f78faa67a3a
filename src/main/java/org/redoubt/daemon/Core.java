package org.redoubt.daemon;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.redoubt.audit.KnownLogin;
import org.redoubt.decide.Ban;
import org.redoubt.decide.Decision;
import org.redoubt.decide.Decision.Kind;
import org.redoubt.decide.Judge;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.intake.LineSink;
import org.redoubt.intake.LineSplitter;
import org.redoubt.intake.Position;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;
import org.redoubt.parse.Formats;
import org.redoubt.parse.Joiner;
import org.redoubt.parse.LineParser;
import org.redoubt.parse.Parsed;

/**
 * Takes lines through parsing and judgement, and hands on what came of them. Each input's lines
 * come on a thread of its own, questions and wishes of an admin on others, between two blocks of
 * lines: a fair lock lets them in even during a burst.
 */
final class Core implements LineSink, Court {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Judge judge;
  private final Protected guarded;
  private final Wanted wanted;
  private final AuditWriter audit;
  private final Consumer<Decision> announce;
  private final Consumer<AuthEvent> tell;
  private final InstantSource clock;
  private final Parsers parsers;
  private final Joiner joiner = new Joiner();
  private final Tally tally = new Tally();
  private final Unknowns unknowns = new Unknowns();
  private final Hearing hearing = new Hearing();
  private final FreshLogins freshLogins = new FreshLogins();
  private final Silence silence = new Silence();

  Core(
      Formats formats,
      Judge judge,
      Protected guarded,
      Wanted wanted,
      AuditWriter audit,
      Consumer<Decision> announce,
      Consumer<AuthEvent> tell,
      InstantSource clock) {
    this.parsers = new Parsers(formats);
    this.judge = judge;
    this.guarded = guarded;
    this.wanted = wanted;
    this.audit = audit;
    this.announce = announce;
    this.tell = tell;
    this.clock = clock;
  }

  @Override
  public void block(byte[] buffer, int from, int to, Position after) {
    List<AuditWriter.Entry> entries = new ArrayList<>();
    lock.lock();
    try {
      LineParser parser = parsers.of(after.input());
      parser.reference(clock.millis());
      LineSplitter.each(
          buffer, from, to, (line, start, end) -> safely(parser, line, start, end, entries));
    } finally {
      lock.unlock();
    }
    if (after.isPlace()) {
      entries.add(new AuditWriter.Entry.ReadTo(after));
    }
    store(entries);
  }

  /** A line that we stumble over must not end the guard, nor be met again after a restart. */
  private void safely(
      LineParser parser, byte[] text, int from, int to, List<AuditWriter.Entry> entries) {
    try {
      line(parser, text, from, to, entries);
    } catch (RuntimeException e) {
      String start = new String(text, from, Math.min(to - from, 200), StandardCharsets.UTF_8);
      LogLines.LOG.log(Level.SEVERE, "a fault of redoubt, please report it, at: " + start, e);
    }
  }

  private void line(
      LineParser parser, byte[] text, int from, int to, List<AuditWriter.Entry> entries) {
    Parsed parsed = parser.parse(text, from, to);
    tally.count(parsed);
    if (parsed instanceof Parsed.Unknown(String format)) {
      unknowns.count(format, text, parser.messageFrom(from, to), to);
    }
    AuthEvent event = parsed instanceof Parsed.Event told ? joiner.join(told) : null;
    if (event != null) {
      hearing.clear();
      boolean stranger = isStranger(event);
      judge.observe(event, hearing);
      if (stranger && !isStranger(event)) {
        hearing.arrived();
      }
      if (event.outcome().isFailedGuess() || hearing.isTold()) {
        String line = parser.kept(text, from, to);
        entries.add(new AuditWriter.Entry.Event(hearing.kept(event, line)));
      }
      hearing.decisions.forEach(decision -> carryOut(withinGuard(decision), entries));
      KnownLogin login = freshLogins.pick(event);
      if (login != null) {
        entries.add(new AuditWriter.Entry.LoggedIn(login));
      }
      tell.accept(event);
    }
  }

  /** Whether somebody gets in from where the account was not at home before. */
  private boolean isStranger(AuthEvent event) {
    Address source = event.source();
    Account account = event.account();
    return event.outcome() == Outcome.SUCCESS
        && source != null
        && account != null
        && !judge.isAtHome(account, source, event.atMillis());
  }

  /** A ban of somebody whom we learn only now to be protected is taken back before it begins. */
  private Decision withinGuard(Decision decision) {
    String reason = decision.kind() == Kind.BAN ? guarded.reason(decision.scope()) : null;
    if (reason == null) {
      return decision;
    }
    judge.lift(decision.scope(), reason, decision.atMillis());
    judge.guardrails(guarded.guardrails());
    return new Decision(
        decision.atMillis(),
        Kind.SPARED,
        decision.scope(),
        decision.atMillis(),
        decision.by(),
        "never banned: " + reason + "; " + decision.because(),
        decision.score(),
        decision.rung(),
        decision.evidence(),
        decision.subject(),
        decision.account());
  }

  private void carryOut(Decision decision, List<AuditWriter.Entry> entries) {
    switch (decision.kind()) {
      case BAN -> wanted.ban(Ban.of(decision));
      case LIFT -> wanted.lift(decision.scope());
      case SPARED, ALERT -> {}
    }
    tally.count(decision);
    announce.accept(decision);
    entries.add(new AuditWriter.Entry.Decided(decision));
  }

  private void store(List<AuditWriter.Entry> entries) {
    try {
      audit.put(entries);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An admin's ban, within the guardrails. */
  List<Decision> ban(Prefix scope, Duration length, String because) {
    return request(now -> {
      guarded.reason(scope);
      judge.guardrails(guarded.guardrails());
      return judge.ban(scope, length, because, now);
    });
  }

  List<Decision> lift(Prefix scope, String because) {
    return request(now -> judge.lift(scope, because, now));
  }

  /** Lifts, and remembers what led to the bans. */
  List<Decision> liftRemembering(Prefix scope, String because) {
    return request(now -> judge.liftRemembering(scope, because, now));
  }

  List<Decision> liftAll(String because) {
    return request(now -> judge.liftAll(because, now));
  }

  /** Never bans the block until then, and lifts the bans that keep out any of it. */
  List<Decision> allow(Prefix scope, long untilMillis, String because) {
    return request(now -> judge.allow(scope, untilMillis, because, now));
  }

  /** Others say something new of a source: what it did is looked at in this light. */
  void reconsider(Address source, long atMillis) {
    request(now -> {
      List<Decision> made = new ArrayList<>();
      judge.reconsider(source, atMillis, made::add);
      return made.stream().map(this::withinGuard).toList();
    });
  }

  /** Where the logs are silent, time goes on without them: an alarm may be over. */
  void letTimePass() {
    request(now -> {
      if (silence.isLong(tally.lines(), now)) {
        List<Decision> decided = new ArrayList<>();
        judge.passed(now, decided::add);
        return decided;
      }
      return List.of();
    });
  }

  /** What an admin did, to be told and recorded. */
  void note(Decision decision) {
    request(now -> List.of(decision));
  }

  private List<Decision> request(Function<Long, List<Decision>> wish) {
    List<AuditWriter.Entry> entries = new ArrayList<>();
    List<Decision> decisions =
        ask(j -> {
          List<Decision> made = wish.apply(clock.millis());
          made.forEach(decision -> carryOut(decision, entries));
          return made;
        });
    store(entries);
    return decisions;
  }

  /** Asks the judge something, between two blocks of lines. */
  @Override
  public <T extends @Nullable Object> T ask(Function<Judge, T> question) {
    lock.lock();
    try {
      return question.apply(judge);
    } finally {
      lock.unlock();
    }
  }

  /** The lines of known programs that no template fits, the commonest first. */
  List<Unknowns.Kind> unknowns() {
    return ask(j -> unknowns.commonest());
  }

  Tally.Counts counts() {
    return ask(j -> tally.counts(joiner.joined()));
  }
}
