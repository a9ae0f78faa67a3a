package org.redoubt.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redoubt.event.Outcome;

class SimulationTest {
  private static final Options SMALL = Options.standard().withUsers(48).withDays(2, 4);

  @Test
  void theSameSeedGivesTheSameAttempts() {
    Options all =
        SMALL
            .withAttacks(List.of(Attack.values()), Place.HOUR)
            .withInnocents(EnumSet.allOf(Innocent.class));
    assertThat(attempts(all)).isEqualTo(attempts(all)).isNotEmpty();
    assertThat(attempts(all)).isNotEqualTo(attempts(all.withSeed(2)));
  }

  @Test
  void canBeRunAgain() {
    Simulation simulation = new Simulation(SMALL.withAttacks(List.of(Attack.A4), 0));
    List<Attempt> first = new ArrayList<>();
    List<Attempt> second = new ArrayList<>();
    simulation.forEach(first::add);
    simulation.forEach(second::add);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void timeNeverRunsBackwards() {
    Options all = SMALL.withAttacks(List.of(Attack.values()), Place.HOUR);
    assertThat(attempts(all)).extracting(Attempt::atMillis).isSorted();
  }

  @Test
  void staysWithinItsDays() {
    Options all = SMALL.withAttacks(List.of(Attack.values()), 0);
    assertThat(attempts(all))
        .allSatisfy(
            a -> assertThat(a.atMillis()).isBetween(all.startMillis(), all.endMillis() - 1));
  }

  @Test
  void quietDaysAreQuiet() {
    Options attacked = SMALL.withAttacks(List.of(Attack.A1, Attack.A5), Place.HOUR);
    assertThat(attempts(attacked))
        .filteredOn(a -> !a.isHonest())
        .isNotEmpty()
        .allSatisfy(a -> assertThat(a.atMillis()).isGreaterThanOrEqualTo(attacked.attackMillis()));
  }

  @Test
  void anAttackDoesNotChangeTheHonest() {
    Options attacked = SMALL.withAttacks(List.of(Attack.A4), 0);
    assertThat(attempts(attacked).stream().filter(Attempt::isHonest).toList())
        .isEqualTo(attempts(SMALL));
  }

  @Test
  void aMonthOfSixHundredPeopleHasItsProportions() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    Set<String> pairs = new HashSet<>();
    new Simulation(Options.standard())
        .forEach(attempt -> {
          counts.merge(attempt.outcome(), 1, Integer::sum);
          if (attempt.outcome() == Outcome.SUCCESS) {
            pairs.add(attempt.account() + " " + attempt.source().network());
          }
        });
    int failures =
        counts.getOrDefault(Outcome.WRONG_PASSWORD, 0)
            + counts.getOrDefault(Outcome.UNKNOWN_ACCOUNT, 0);
    assertThat(counts.get(Outcome.SUCCESS)).isBetween(1_050_000, 1_200_000);
    assertThat(failures).isBetween(16_000, 20_000);
    assertThat(pairs).hasSizeBetween(7_000, 9_000);
  }

  @Test
  void aQuarterOfTheAccountsIsInTheWordList() {
    Set<String> words = new HashSet<>(new Names(1, 4800).words());
    assertThat(new Simulation(Options.standard()).accounts())
        .hasSize(600)
        .doesNotHaveDuplicates()
        .filteredOn(account -> words.contains(account.name()))
        .hasSizeBetween(140, 155);
  }

  @Test
  void tellsWhatIsWrongWithItsOptions() {
    assertThatThrownBy(() -> Options.standard().withUsers(3))
        .hasMessageContaining("needs 24 users");
  }

  private static List<Attempt> attempts(Options options) {
    List<Attempt> attempts = new ArrayList<>();
    new Simulation(options).forEach(attempts::add);
    return attempts;
  }
}
