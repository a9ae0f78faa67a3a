package org.redoubt.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.redoubt.event.Outcome;
import org.redoubt.net.Address;
import org.redoubt.net.Prefix;

class AttackTest {
  private static final Options OPTIONS = Options.standard();
  private static final Simulation SITE = new Simulation(OPTIONS);

  /** Attempts, different guesses at accounts that exist, addresses and hours, 3 % either way. */
  @ParameterizedTest
  @CsvSource({
    "A1, 24000, 750, 1, 1",
    "A1v, 21600, 21600, 1, 6",
    "A2a, 17280, 540, 1, 24",
    "A2b, 864, 864, 1, 72",
    "A2c, 168, 168, 1, 168",
    "A3, 4800, 150, 1, 7",
    "A4, 20000, 6000, 10000, 24",
    "A5, 6000, 6000, 3000, 24",
    "A5x, 12000, 6000, 3000, 24",
    "A5s, 1000, 1000, 1000, 167",
    "A6, 6000, 6000, 2000, 24",
    "A6x, 12000, 6000, 2000, 24",
    "A7a, 14400, 4300, 14400, 24",
    "A7b, 14400, 4300, 14400, 24",
    "A8, 3000, 1200, 950, 24",
    "A9, 21600, 21600, 200, 24",
    "A9b, 4600, 1380, 1, 6.4",
    "residential, 1800, 1800, 1800, 56",
    "hosting, 4800, 4800, 254, 4",
    "patient, 6000, 6000, 3000, 24",
    "masked, 8640, 5760, 1, 24",
  })
  void isAsLargeAsItIsSaidToBe(
      String label, int attempts, int guesses, int addresses, double hours) {
    List<Attempt> all = undisturbed(label);
    assertThat(all).hasSize((int) near(attempts, all.size()));
    assertThat(effectiveGuesses(all)).isEqualTo((int) near(guesses, effectiveGuesses(all)));
    assertThat(sources(all)).hasSize((int) near(addresses, sources(all).size()));
    double took = (all.getLast().atMillis() - OPTIONS.attackMillis()) / (double) Place.HOUR;
    assertThat(took).isBetween(hours - 1, hours + .1);
  }

  /** The measured value when it is within 3 % of the stated one, else the stated one. */
  private static double near(double stated, double measured) {
    return Math.abs(stated - measured) <= stated * .03 ? measured : stated;
  }

  @ParameterizedTest
  @EnumSource
  void hasItsLabelAndItsTimes(Attack attack) {
    assertThat(undisturbed(attack.label()))
        .allSatisfy(a -> assertThat(a.label()).startsWith(attack.label()))
        .extracting(Attempt::atMillis)
        .isSorted();
    assertThat(Attack.of(attack.label())).isEqualTo(attack);
  }

  @Test
  void hopsWithinItsPrefix() {
    Prefix small = Prefix.of("3fff:a7a::/48");
    Prefix large = Prefix.of("3fff:b7b::/32");
    assertThat(sources(undisturbed("A7a"))).allMatch(small::contains);
    assertThat(sources(undisturbed("A7b"))).allMatch(large::contains);
  }

  @Test
  void someLeakedPasswordsOpenSomething() {
    assertThat(undisturbed("A8"))
        .filteredOn(a -> a.outcome() == Outcome.SUCCESS)
        .hasSizeBetween(10, 45);
  }

  @Test
  void theRotatorTakesANewAddressAfterFiveRefusals() {
    List<Attempt> first = played("A3", attempt -> Answer.DROPPED).subList(0, 6);
    assertThat(sources(first.subList(0, 5))).hasSize(1);
    assertThat(first.get(5).source()).isNotEqualTo(first.get(4).source());
    assertThat(first.get(5).atMillis() - first.get(4).atMillis()).isEqualTo(5_000 + 30 * 60_000);
    assertThat(first.get(5).account()).isEqualTo(first.get(0).account());
  }

  @Test
  void theAdaptiveSendsEveryGuessTwiceFromTheSameAddress() {
    Set<String> once = new HashSet<>();
    List<Attempt> twice = new ArrayList<>();
    for (Attempt attempt : undisturbed("A6x")) {
      if (!once.add(attempt.source() + " " + attempt.password())) {
        twice.add(attempt);
      }
    }
    assertThat(twice).hasSize(6000);
  }

  @Test
  void thePatientComeAgainWhenToldTo() {
    assertThat(undisturbed("patient")).hasSize(6000);
    assertThat(played("patient", attempt -> Answer.REFUSED)).hasSize(6000);
    assertThat(played("patient", attempt -> Answer.RETRY_LATER)).hasSize(24_000);
  }

  @Test
  void sizeAndRateScale() {
    Simulation site = new Simulation(OPTIONS.withStrength(.5, 2));
    List<Attempt> all = new ArrayList<>();
    Actor actor = site.attack(Attack.A2A, 0);
    Simulation.play(List.of(actor), Long.MAX_VALUE, keep(all, a -> Answer.VERIFIED));
    assertThat(all).hasSize(8640);
    assertThat(all.getLast().atMillis()).isEqualTo(8639 * 2500L);
  }

  private static List<Attempt> undisturbed(String label) {
    return played(label, attempt -> Answer.VERIFIED);
  }

  private static List<Attempt> played(String label, Function<Attempt, Answer> server) {
    Attack attack = Objects.requireNonNull(Attack.of(label));
    List<Attempt> all = new ArrayList<>();
    Actor actor = SITE.attack(attack, OPTIONS.attackMillis());
    Simulation.play(List.of(actor), Long.MAX_VALUE, keep(all, server));
    return all;
  }

  private static Function<Attempt, Answer> keep(
      List<Attempt> all, Function<Attempt, Answer> server) {
    return attempt -> {
      all.add(attempt);
      return server.apply(attempt);
    };
  }

  private static int effectiveGuesses(List<Attempt> all) {
    return all.stream()
        .filter(a -> a.outcome() != Outcome.UNKNOWN_ACCOUNT)
        .map(a -> a.account() + " " + a.password())
        .collect(Collectors.toSet())
        .size();
  }

  private static Set<Address> sources(List<Attempt> all) {
    return all.stream().map(Attempt::source).collect(Collectors.toSet());
  }
}
