package org.redoubt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.redoubt.net.Prefix;
import org.tomlj.Toml;

class BinderTest {
  /** Settings of every kind. */
  public record Sample(
      Duration warnAfter,
      long banMillis,
      int cacheBytes,
      int most,
      double weight,
      Scope scope,
      List<Prefix> allow,
      List<Integer> ports,
      Inner inner) {}

  /** What to cover. */
  public enum Scope {
    MAIL_PORTS,
    EVERYTHING
  }

  /** A section. */
  public record Inner(String name, boolean loud) {
    static final Inner DEFAULTS = new Inner("x", false);

    public Inner {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("name must not be empty");
      }
    }
  }

  private static final Sample DEFAULTS =
      new Sample(
          Duration.ofMinutes(10),
          60_000,
          1024,
          5,
          1.5,
          Scope.MAIL_PORTS,
          List.of(),
          List.of(110),
          new Inner("x", false));

  @Test
  void keepsDefaultsWhereNothingIsSet() throws Exception {
    assertThat(bind("")).isEqualTo(DEFAULTS);
  }

  @Test
  void readsEveryKindOfValue() throws Exception {
    Sample bound =
        bind(
            """
            warn-after = "1h30m"
            ban = "7d"
            cache = "64KiB"
            most = 9
            weight = 2
            scope = "everything"
            allow = ["192.0.2.0/24", "2001:db8::1"]
            ports = [25, 143]
            inner.loud = true
            """);
    assertThat(bound)
        .isEqualTo(
            new Sample(
                Duration.ofMinutes(90),
                604_800_000L,
                65_536,
                9,
                2.0,
                Scope.EVERYTHING,
                List.of(Prefix.of("192.0.2.0/24"), Prefix.of("2001:db8::1")),
                List.of(25, 143),
                new Inner("x", true)));
  }

  @Test
  void tellsEveryMistakeWithItsPlaceAndTheNearestKey() {
    assertThat(
            mistakes(
                """
                warn-aftre = "1h"
                most = "many"
                scope = "all"
                allow = ["192.0.2.0/33"]
                [inner]
                name = ""
                quiet = true
                """))
        .containsExactly(
            "t.toml:1:1: unknown key \"warn-aftre\"; did you mean \"warn-after\"?",
            "t.toml:2:1: most: \"many\" is not a whole number",
            "t.toml:3:1: scope: \"all\" is not one of \"mail-ports\", \"everything\"",
            "t.toml:4:1: allow: \"192.0.2.0/33\" is not an address or prefix such as"
                + " \"192.0.2.0/24\"",
            "t.toml:5:1: [inner]: name must not be empty",
            "t.toml:7:1: unknown key \"quiet\"; known here: name, loud");
  }

  @Test
  void refusesWhatAnIntegerCannotHold() {
    assertThat(mistakes("most = 3000000000")).singleElement().asString().contains("3000000000");
  }

  @Test
  void wantsASectionWhereOneIs() {
    assertThat(mistakes("inner = 3"))
        .containsExactly("t.toml:1:1: \"inner\" is a section: write [inner]");
  }

  @Test
  void tellsSyntaxErrorsWithTheirPlace() {
    BadSettings bad =
        catchThrowableOfType(
            BadSettings.class, () -> Config.parse("t.toml", "[run\nwatch = true\n"));
    assertThat(bad.problems()).isNotEmpty().first().asString().startsWith("t.toml:1:5: ");
  }

  /** Settings with a section that may stand there several times. */
  public record Several(List<Inner> inner) {}

  @Test
  void readsASectionThatStandsThereSeveralTimes() throws Exception {
    assertThat(several("[[inner]]\nname = \"a\"\n[[inner]]\nloud = true\n"))
        .isEqualTo(new Several(List.of(new Inner("a", false), new Inner("x", true))));
    assertThat(several("inner = []")).isEqualTo(new Several(List.of()));
  }

  @Test
  void tellsMistakesOfARepeatedSectionWhereTheyAre() {
    assertThat(
            problems(() -> several("[[inner]]\n\n[[inner]]\nname = \"\"\nloud = 1\nquiet = 2\n")))
        .containsExactly(
            "t.toml:3:1: [inner]: name must not be empty",
            "t.toml:5:1: loud: 1 is not true or false",
            "t.toml:6:1: unknown key \"quiet\"; known here: name, loud");
    assertThat(problems(() -> several("[inner]\nname = \"a\"\n")))
        .containsExactly("t.toml:1:1: \"inner\" is a list of sections: write [[inner]] for each");
    assertThat(problems(() -> several("inner = [1]"))).hasSize(1);
  }

  /** A section without defaults. */
  public record Needed(String name, Scope scope, List<Integer> ports) {}

  /** Settings with such a section. */
  public record Needing(List<Needed> needed) {}

  @Test
  void wantsEveryKeyButListsWhereThereAreNoDefaults() throws Exception {
    String whole = "[[needed]]\nname = \"a\"\nscope = \"everything\"\n";
    assertThat(Binder.bind("t.toml", Toml.parse(whole), new Needing(List.of())))
        .isEqualTo(new Needing(List.of(new Needed("a", Scope.EVERYTHING, List.of()))));
    String lacking = whole + "[[needed]]\nscop = \"everything\"\nports = 3\n";
    assertThat(problems(() -> Binder.bind("t.toml", Toml.parse(lacking), new Needing(List.of()))))
        .containsExactly(
            "t.toml:4:1: [[needed]] needs the key \"name\"",
            "t.toml:4:1: [[needed]] needs the key \"scope\"",
            "t.toml:5:1: unknown key \"scop\"; did you mean \"scope\"?",
            "t.toml:6:1: ports: 3 is not a list such as [\"…\", \"…\"]");
  }

  private static Several several(String text) throws BadSettings {
    return Binder.bind("t.toml", Toml.parse(text), new Several(List.of()));
  }

  private static Sample bind(String text) throws BadSettings {
    return Binder.bind("t.toml", Toml.parse(text), DEFAULTS);
  }

  private static List<String> mistakes(String text) {
    return problems(() -> bind(text));
  }

  private static List<String> problems(ThrowingCallable binding) {
    BadSettings bad = catchThrowableOfType(BadSettings.class, binding);
    return bad.problems().stream().map(Problem::toString).toList();
  }
}
