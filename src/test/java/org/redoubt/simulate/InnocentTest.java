package org.redoubt.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.redoubt.event.Outcome;

class InnocentTest {
  private static final Options OPTIONS = Options.standard().withUsers(240).withDays(1, 9);

  @Test
  void thePrinterTriesOneOldPasswordFromTheOffice() {
    assertThat(with(Innocent.PRINTER))
        .filteredOn(a -> a.label().equals("honest-printer"))
        .hasSizeBetween(1000, 1010)
        .allSatisfy(a -> assertThat(a.outcome()).isEqualTo(Outcome.WRONG_PASSWORD))
        .allSatisfy(a -> assertThat(a.source()).isEqualTo(AddressPlan.office(0)))
        .allMatch(Attempt::isHonest);
  }

  @Test
  void theCollectorUsesOneNetworkAndSomeOldPasswords() {
    List<Attempt> collected = labelled(with(Innocent.FETCHER), "honest-fetcher");
    assertThat(collected.stream().map(a -> a.source().network()).collect(Collectors.toSet()))
        .hasSize(1);
    assertThat(failed(collected) / (double) collected.size()).isBetween(.05, .08);
  }

  @Test
  void theGuestsShareANetworkThatNobodyKnows() {
    List<Attempt> guests = labelled(with(Innocent.CONFERENCE), "honest-conference");
    assertThat(guests.stream().map(Attempt::account).collect(Collectors.toSet())).hasSize(60);
    assertThat(guests.stream().map(a -> a.source().network()).collect(Collectors.toSet()))
        .hasSize(1);
    assertThat(failed(guests)).isLessThan(guests.size() / 10);
  }

  @Test
  void onChangeDayTheBigOfficeFailsMoreOften() {
    assertThat(failed(with(Innocent.CHANGE_DAY))).isGreaterThan(failed(with()) + 100);
  }

  @Test
  void inAnOutageEverybodyFails() {
    long from = OPTIONS.attackMillis();
    assertThat(with(Innocent.OUTAGE))
        .filteredOn(a -> a.account() != null)
        .filteredOn(a -> a.atMillis() >= from && a.atMillis() < from + 600_000)
        .isNotEmpty()
        .allSatisfy(a -> assertThat(a.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE));
  }

  private static List<Attempt> with(Innocent... innocents) {
    EnumSet<Innocent> set = EnumSet.noneOf(Innocent.class);
    set.addAll(List.of(innocents));
    List<Attempt> all = new ArrayList<>();
    new Simulation(OPTIONS.withInnocents(set)).forEach(all::add);
    return all;
  }

  private static List<Attempt> labelled(List<Attempt> all, String label) {
    return all.stream().filter(a -> a.label().equals(label)).toList();
  }

  private static int failed(List<Attempt> all) {
    return (int) all.stream().filter(a -> a.outcome().isFailedGuess()).count();
  }
}
