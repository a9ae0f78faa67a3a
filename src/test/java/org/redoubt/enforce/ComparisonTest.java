package org.redoubt.enforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redoubt.net.Prefix;

class ComparisonTest {
  private static final long NOW = 1_000_000_000_000L;
  private static final Prefix A = Prefix.of("192.0.2.1");
  private static final Prefix B = Prefix.of("2001:db8::/48");

  private static Comparison compare(
      List<Change.Ban> held, Map<Prefix, Long> wanted, Set<Prefix> unsettled) {
    Wanted all = new Wanted();
    wanted.forEach((prefix, until) -> all.apply(List.of(new Change.Ban(prefix, until)), NOW));
    return Comparison.of(held, all, unsettled, NOW);
  }

  private static List<Change> changes(Comparison comparison) {
    return Stream.concat(comparison.corrections().stream(), comparison.missing().stream()).toList();
  }

  private static Change.Ban ban(Prefix prefix, long restMillis) {
    return new Change.Ban(prefix, NOW + restMillis);
  }

  @Test
  void whatIsAsWantedIsLeftAlone() {
    Comparison same =
        compare(
            List.of(ban(A, 59_000), new Change.Ban(B, Change.FOREVER)),
            Map.of(A, NOW + 60_000, B, Change.FOREVER),
            Set.of());
    assertThat(same.found().isNothing()).isTrue();
    assertThat(changes(same)).isEmpty();
  }

  @Test
  void whatEndsAnyMomentIsNeitherLostNorForeign() {
    assertThat(changes(compare(List.of(ban(A, 1_000)), Map.of(B, NOW + 1_000), Set.of())))
        .isEmpty();
  }

  @Test
  void whatChangedMeanwhileIsLeftAlone() {
    assertThat(changes(compare(List.of(ban(A, 90_000)), Map.of(B, NOW + 90_000), Set.of(A, B))))
        .isEmpty();
  }

  @Test
  void whatDiffersIsChangedToWhatIsWanted() {
    Comparison differs =
        compare(List.of(ban(A, 90_000)), Map.of(A, Change.FOREVER, B, NOW + 90_000), Set.of());
    assertThat(differs.found()).isEqualTo(new Mending(false, 1, 0, 1));
    assertThat(changes(differs))
        .containsExactlyInAnyOrder(new Change.Ban(A, Change.FOREVER), ban(B, 90_000));
    assertThat(changes(compare(List.of(ban(A, 90_000)), Map.of(), Set.of())))
        .containsExactly(new Change.Lift(A));
  }
}
