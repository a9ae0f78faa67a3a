package org.redoubt.daemon;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redoubt.config.Config;
import org.redoubt.decide.Judge;
import org.redoubt.detect.Vantage;
import org.redoubt.enforce.Admission;
import org.redoubt.net.Prefix;

/** Works out who may connect: from the settings, and from what is known at the time. */
final class Admittance {
  private final Config config;
  private final CountryRules access;
  private final Protected guarded;
  private final Panic panic;

  Admittance(Config config, CountryRules access, Protected guarded, Panic panic) {
    this.config = config;
    this.access = access;
    this.guarded = guarded;
    this.panic = panic;
  }

  /**
   * Looks up the machine's own addresses and who is logged in, in some milliseconds; and countries,
   * in seconds, when their file is another.
   */
  void refresh() {
    access.renew();
    guarded.refresh();
  }

  /** Whether it matters who is familiar. */
  boolean asksWhoIsFamiliar(long nowMillis) {
    return greylists() || panic.at(nowMillis) != null;
  }

  private boolean greylists() {
    return config.detect().vantage() == Vantage.FIREWALL;
  }

  private boolean limits() {
    return !config.limits().limits(List.of()).areNone();
  }

  /** What the settings want of this, in words; null where that is nothing. */
  @Nullable String wanted() {
    List<String> wanted = new ArrayList<>();
    if (limits()) {
      wanted.add("[limits]");
    }
    if (!access.rules().isEmpty()) {
      wanted.add("[access]");
    }
    if (greylists()) {
      wanted.add("the greylist");
    }
    return wanted.isEmpty() ? null : String.join(", ", wanted);
  }

  /** All networks where people log in; none where that does not matter. */
  List<Prefix> familiar(Judge judge, long nowMillis) {
    return asksWhoIsFamiliar(nowMillis) ? judge.detector().peopledNetworks(nowMillis) : List.of();
  }

  /** Those among the networks of logins that are familiar now. */
  List<Prefix> whoLoggedIn(List<Prefix> networks, Judge judge, long nowMillis) {
    return networks.stream()
        .filter(network -> judge.detector().people(network.base(), nowMillis) > 0)
        .toList();
  }

  /** Networks where many people log in; none where that does not matter. */
  List<Prefix> busy(Judge judge, long nowMillis) {
    return limits()
        ? judge.detector().busyNetworks(config.limits().busyFrom(), nowMillis)
        : List.of();
  }

  /** Who may connect; null for everybody. */
  @Nullable Admission admission(Judge judge, List<Prefix> busy, long nowMillis) {
    Admission.Panic panicking = panic.at(nowMillis);
    if (!greylists() && !limits() && access.rules().isEmpty() && panicking == null) {
      return null;
    }
    return new Admission(
        config.limits().ports(),
        exempt(judge, nowMillis),
        access.rules(),
        config.limits().limits(busy),
        greylist(judge),
        panicking);
  }

  private List<Prefix> exempt(Judge judge, long nowMillis) {
    List<Prefix> exempt = new ArrayList<>();
    judge.allowed(nowMillis).forEach(allowed -> exempt.add(allowed.scope()));
    guarded.guardrails().all().forEach(guardrail -> exempt.add(guardrail.scope()));
    return exempt;
  }

  private Admission.@Nullable Greylist greylist(Judge judge) {
    if (!greylists()) {
      return null;
    }
    Admission.Alarm alarm = judge.detector().isAlarmed() ? Admission.Alarm.ON : Admission.Alarm.OFF;
    return new Admission.Greylist(config.greylist().hold(), config.greylist().ripe(), alarm);
  }
}
