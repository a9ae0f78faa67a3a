package org.redoubt.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.redoubt.detect.DetectSettings;
import org.redoubt.detect.Detector;
import org.redoubt.detect.HashKey;
import org.redoubt.detect.Hearsay;
import org.redoubt.event.Account;
import org.redoubt.event.AuthEvent;
import org.redoubt.event.Outcome;
import org.redoubt.event.Protocol;
import org.redoubt.net.Address;

/** A mail server in a test: people and guessers come by, time passes, decisions pile up. */
final class Site {
  static final HashKey KEY = new HashKey(1, 2);

  final Judge judge;
  final List<Decision> decisions = new ArrayList<>();
  long now = Instant.parse("2026-03-26T10:00:00Z").toEpochMilli();

  Site() {
    this(DetectSettings.defaults(), DecideSettings.defaults());
  }

  Site(DetectSettings detect, DecideSettings decide) {
    judge = new Judge(new Detector(detect, KEY), decide, KEY);
  }

  /** A site that hears what others say. */
  Site(Hearsay hearsay) {
    judge =
        new Judge(
            new Detector(DetectSettings.defaults(), KEY, hearsay), DecideSettings.defaults(), KEY);
  }

  Site passes(Duration time) {
    now += time.toMillis();
    return this;
  }

  Site success(String source, String account) {
    return event(Outcome.SUCCESS, source, account);
  }

  Site wrong(String source, String account) {
    return event(Outcome.WRONG_PASSWORD, source, account);
  }

  Site unknown(String source, String account) {
    return event(Outcome.UNKNOWN_ACCOUNT, source, account);
  }

  Site event(Outcome outcome, String source, String account) {
    return event(
        AuthEvent.of(now, Protocol.POP3, outcome, Address.of(source), Account.of(account)));
  }

  Site event(AuthEvent event) {
    judge.observe(event, decisions::add);
    return this;
  }

  List<Decision> bans() {
    return decisions.stream().filter(d -> d.kind() == Decision.Kind.BAN).toList();
  }

  List<Decision> of(Decision.Subject subject) {
    return decisions.stream().filter(d -> d.subject() == subject).toList();
  }

  boolean banned(String source) {
    return judge.banOf(Address.of(source), now) != null;
  }
}
